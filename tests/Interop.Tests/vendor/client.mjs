// The vendor's client, driven from outside: JSON lines in, JSON lines out.
//   in   {"id": 1, "call": "chat.connect", "arguments": [{"userId": 101, "password": "…"}]}
//   out  {"id": 1, "result": true}   {"id": 2, "error": …}   {"event": "message", "arguments": [100, {…}]}
// {"$file": "text"} among the arguments is a file with that content. Its settings are the first argument. It ends with its
// standard input.
import { createInterface } from 'node:readline';
import ConnectyCube from 'connectycube';

const settings = JSON.parse(process.argv[2]);
const write = (line) => process.stdout.write(JSON.stringify(line) + '\n');

// Some of the client's calls reject promises that nobody can catch when it is offline.
const plain = (error) => (error instanceof Error ? error.message : error);
process.on('unhandledRejection', (error) => write({ event: 'unhandled', arguments: [plain(error)] }));

ConnectyCube.init(settings.credentials, settings.config);

const listeners = {
  onMessageListener: 'message',
  onMessageErrorListener: 'error-message',
  onMessageTypingListener: 'typing',
  onDeliveredStatusListener: 'delivered',
  onReadStatusListener: 'read',
  onSentMessageCallback: 'sent',
  onJoinOccupant: 'join',
  onLeaveOccupant: 'leave',
  onLastUserActivityListener: 'last-activity',
  onMessageUpdateListener: 'edited',
  onMessageDeleteListener: 'deleted',
  onMessageReactionsListener: 'reaction',
  onSystemMessageListener: 'system',
  onDisconnectedListener: 'disconnected',
  onReconnectListener: 'reconnected',
  onConnectionErrorListener: 'connection-error',
};
for (const [name, event] of Object.entries(listeners)) {
  // A stanza's element (the delay) refers to its parents, which JSON cannot write.
  ConnectyCube.chat[name] = (...values) => write({
    event,
    arguments: values.map((v) => (v instanceof Error ? v.message : v?.delay ? { ...v, delay: { ...v.delay.attrs } } : v ?? null)),
  });
}

const withFile = (key, value) => (typeof value?.$file === 'string' ? Buffer.from(value.$file) : value);

async function call({ id, call: path, arguments: values }) {
  try {
    const names = path.split('.');
    const owner = names.slice(0, -1).reduce((object, name) => object[name], ConnectyCube);
    const member = owner[names.at(-1)];
    const result = await (typeof member === 'function' ? member.apply(owner, values) : member);
    write({ id, result: result ?? null });
  } catch (error) {
    write({ id, error: plain(error) ?? null });
  }
}

createInterface({ input: process.stdin })
  .on('line', (line) => call(JSON.parse(line, withFile)))
  .on('close', () => process.exit(0));

write({ event: 'ready', arguments: [] });
