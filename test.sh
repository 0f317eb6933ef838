#!/bin/bash
# Runs every test, or with ./test.sh NAME... those of the projects whose names contain one of the words (any case).
# Installs what the tests need and the machine lacks. The last line is always "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")" || exit 1

configuration=Release
results=$PWD/TestResults
vendor=tests/Interop.Tests/vendor
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

say() { printf '\n== %s\n' "$*"; }

# Ends with the plain line even when there was nothing to count.
give_up() {
    printf '%s\n' "$*" >&2
    echo "0 passed, 1 failed, 0 skipped"
    exit 1
}

# A command, a path from the root, or a library.
is_there() {
    case $1 in
        /*) [ -e "$1" ] ;;
        lib*) /sbin/ldconfig -p | grep -q "$1" ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

# Debian packages, as "sign:package", where the sign is what the package brings. RUNLEVEL=1 keeps a package from starting its
# service where there is no systemd; the tests start servers of their own.
need_packages() {
    local missing=() pair
    for pair in "$@"; do
        is_there "${pair%%:*}" || missing+=("${pair#*:}")
    done
    [ ${#missing[@]} -eq 0 ] && return

    local root=()
    if [ "$(id -u)" -ne 0 ]; then
        sudo -n true 2>/dev/null || give_up "Install these packages, then run this again: ${missing[*]}"
        root=(sudo -n)
    fi
    command -v apt-get >/dev/null || give_up "Install these programs, then run this again: ${missing[*]}"

    say "Installing ${missing[*]}"
    "${root[@]}" apt-get update -qq &&
        "${root[@]}" env RUNLEVEL=1 DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
        give_up "apt-get could not install ${missing[*]}."
}

is_chosen() {
    local word
    [ ${#words[@]} -eq 0 ] && return 0
    for word in "${words[@]}"; do
        [[ ${1,,} == *"${word,,}"* ]] && return 0
    done
    return 1
}

# Whether one of these projects is among those that run.
runs() {
    local name
    for name in "$@"; do
        [[ " ${projects[*]} " == *" $name "* ]] && return 0
    done
    return 1
}

words=("$@")
projects=()
for project in tests/*.Tests/*.csproj; do
    name=$(basename "$project" .csproj)
    is_chosen "$name" && projects+=("$name")
done
[ ${#projects[@]} -gt 0 ] || give_up "No test project is named like: ${words[*]}"

command -v dotnet >/dev/null || give_up "Install the .NET 10 SDK first: https://dot.net"
need_packages libsqlite3.so.0:libsqlite3-0
runs TestKit.Tests BotHost.Tests EndToEnd.Tests Chaos.Tests && need_packages /usr/lib/rabbitmq:rabbitmq-server
runs BotHost.Tests EndToEnd.Tests Chaos.Tests && need_packages /usr/lib/postgresql:postgresql
runs EndToEnd.Tests && need_packages /usr/bin/python3:python3 /usr/lib/python3/dist-packages/pika:python3-pika
if runs Interop.Tests; then
    need_packages prosody:prosody /usr/lib/prosody/modules/mod_privacy_lists:prosody-modules \
        /usr/sbin/ejabberdctl:ejabberd node:nodejs npm:npm
    if [ ! -e $vendor/node_modules/.package-lock.json ] || [ $vendor/package-lock.json -nt $vendor/node_modules/.package-lock.json ]; then
        say "Fetching the vendor's client"
        npm ci --prefix $vendor --no-audit --no-fund --loglevel=error || give_up "npm ci failed in $vendor."
    fi
fi

say "Building ($configuration)"
rm -rf "$results" && mkdir "$results"
dotnet build BotPlatform.sln -c $configuration -v quiet --nologo >"$results/build.log" 2>&1 ||
    { grep -E ' (error|warning) ' "$results/build.log" | sort -u >&2; give_up "The build failed."; }

passed=0 failed=0 skipped=0
for name in "${projects[@]}"; do
    say "$name"
    trx=$results/$name.trx
    dotnet test "tests/$name/bin/$configuration/net10.0/BotPlatform.$name.dll" --nologo \
        --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=minimal" --results-directory "$results" \
        --blame-hang-timeout 4m --blame-hang-dump-type none |
        grep -vE '^$|^Starting test execution|^A total of|^Data collector|^Results File|^Additionally, path to'
    code=${PIPESTATUS[0]}

    # <Counters total="9" executed="8" passed="8" failed="0" …/>: skipped is what was not executed.
    read -r total executed ok bad < <(
        grep -o '<Counters [^>]*>' "$trx" 2>/dev/null |
            sed -E 's/.* total="([0-9]+)" executed="([0-9]+)" passed="([0-9]+)" failed="([0-9]+)".*/\1 \2 \3 \4/')
    passed=$((passed + ${ok:-0})) failed=$((failed + ${bad:-0})) skipped=$((skipped + ${total:-0} - ${executed:-0}))

    # A crash or a hang of the test process fails no single test, but it is a failure.
    if [ $code -ne 0 ] && [ "${bad:-0}" -eq 0 ]; then
        echo "$name ended with code $code." >&2
        failed=$((failed + 1))
    fi
done

echo
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
