-- The server of ProsodyServer.cs. Ports and the directory come from its environment; it touches nothing outside the directory.
local dir = ENV_TEST_DIRECTORY

run_as_root = true                      -- containers; Prosody refuses to run as root without it
daemonize = false
data_path = dir .. "/data"
admin_socket = dir .. "/prosody.sock"
certificates = dir .. "/certificates"
log = { { levels = { min = "info" }, to = "console" } }

interfaces = { "127.0.0.1" }
c2s_ports = { ENV_TEST_STARTTLS_PORT + 0 }
c2s_direct_tls_ports = { ENV_TEST_DIRECT_TLS_PORT + 0 }
http_ports = { ENV_TEST_WS_PORT + 0 }
https_ports = { ENV_TEST_WSS_PORT + 0 }
http_interfaces = { "127.0.0.1" }
https_interfaces = { "127.0.0.1" }
http_default_host = "sha256.test"       -- so that the URL may name the machine instead of a virtual host

c2s_require_encryption = true
consider_websocket_secure = true        -- else ws:// offers no PLAIN, even on loopback
authentication = "internal_hashed"
default_iteration_count = 4096
storage = "internal"
limits = {}
c2s_stanza_size_limit = 8 * 1024 * 1024
storage_archive_item_limit = 1000000    -- at the default of 10000 every further message rewrites the archive
archive_expires_after = "never"
smacks_max_queue_size = 20000
smacks_max_unacked_stanzas = 0          -- ask for an acknowledgement at every opportunity
smacks_hibernation_time = 5

modules_enabled = { "saslauth"; "tls"; "disco"; "ping"; "smacks"; "offline"; "carbons"; "websocket"; "roster" }
modules_disabled = { "s2s" }

local function certificate(name)
    return { certificate = dir .. "/certificates/" .. name .. ".crt"; key = dir .. "/certificates/" .. name .. ".key" }
end

-- For clients that do not say which host they want (TLS without SNI).
ssl = certificate("sha256.test")
https_ssl = ssl
c2s_direct_tls_ssl = ssl

-- The settings that follow belong to this host.
local function host(name)
    VirtualHost(name)
    ssl = certificate(name)
    https_ssl = ssl
    c2s_direct_tls_ssl = ssl
end

-- One hash is stored per account, so each SCRAM needs a host of its own. Every host offers PLAIN too.
host "sha256.test"
    password_hash = "SHA-256"

host "sha1.test"
    password_hash = "SHA-1"

host "plain.test"
    disable_sasl_mechanisms = { "SCRAM-SHA-1"; "SCRAM-SHA-1-PLUS" }

host "expired.test"

host "misnamed.test"

-- What a chat needs.
host "chat.test"
    password_hash = "SHA-256"
    smacks_hibernation_time = 60
    default_archive_policy = true
    modules_enabled = { "blocklist"; "csi"; "lastactivity"; "mam"; "privacy_lists"; "time"; "version" }

Component "muc.chat.test" "muc"
    modules_enabled = { "muc_mam" }
    muc_log_by_default = true
    muc_room_default_public = true
    muc_room_locking = false            -- a room can be used before its owner has answered the form
