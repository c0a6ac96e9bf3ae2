#!/usr/bin/env bash
# Private MariaDB and Redis, and the children of a script. Source this file; by itself it does nothing.
#
#   need_tools TOOL...         .NET SDK always; TOOL: mariadb redis chromium zbarimg cjk-font curl jq node npm wrk. Installs what is missing.
#   start_mariadb DIR [fast]   exports ConnectionStrings__MySql, sets MYSQL_PORT; "fast" gives up durability, for tests
#   start_redis DIR            exports ConnectionStrings__Redis, sets REDIS_PORT
#   launch NAME LOG COMMAND... starts a child; its output goes to LOG ("-": to the terminal)
#   await NAME SECONDS TEST... waits until TEST succeeds for the child launched last, or ends the script with its log
#   finish                     waits for the child launched last and gives its exit status
#   stop_started               stops every child that is still there, the youngest first
#   free_port · port_is_free PORT · answers_200 PORT PATH · keep_secret FILE COMMAND... · chromium_path · say · fail
#
# The caller sets LOG_DIR and traps EXIT with stop_started. A connection string that is already set is used as it is,
# and no private server is started for it.
set -euo pipefail

if [[ ${BASH_SOURCE[0]} == "$0" ]]; then
  sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"
  exit 0
fi

# Debian keeps mariadbd in sbin, which an ordinary user's PATH lacks; the SDK's own installer puts it in ~/.dotnet.
PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin:${HOME:-}/.dotnet"
# No build server may outlive the script that started it, and output must read the same on a terminal and in CI.
export MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false MSBUILDTERMINALLOGGER=off
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# ---- tools ----------------------------------------------------------------------------------------------------------

need_tools() {
  command -v dotnet >/dev/null || fail "The .NET 10 SDK is missing: install it from https://dotnet.microsoft.com/download/dotnet/10.0 (Ubuntu: apt-get install dotnet-sdk-10.0), then run this again."
  dotnet --version >/dev/null 2>&1 || fail "No installed .NET SDK satisfies global.json: install the SDK it names from https://dotnet.microsoft.com/download/dotnet/10.0, then run this again."

  local tool missing=()
  for tool in "$@"; do
    has_tool "$tool" || missing+=("$(package_of "$tool")")
  done
  ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
  for tool in "$@"; do
    has_tool "$tool" || fail "$(package_of "$tool") is installed, but $tool still can't be found in PATH ($PATH)."
  done
}

has_tool() {
  case $1 in
    mariadb) have mariadbd && have mariadb && have mariadb-install-db ;;
    redis) have redis-server ;;
    chromium) [[ -n $(chromium_path) ]] ;;
    zbarimg | curl | jq | node | npm | wrk) have "$1" ;;
    cjk-font) have fc-list && [[ -n $(fc-list :lang=zh family) ]] ;;
    *) fail "need_tools: unknown tool $1" ;;
  esac
}

have() { command -v "$1" >/dev/null; }
chromium_path() { command -v chromium || command -v chromium-browser || command -v google-chrome || true; }

package_of() {
  case $1 in
    mariadb) echo mariadb-server ;;
    redis) echo redis-server ;;
    chromium) echo chromium ;;
    zbarimg) echo zbar-tools ;;
    node) echo nodejs ;;
    curl | jq | npm | wrk) echo "$1" ;;
    cjk-font) echo fontconfig fonts-noto-cjk ;;
  esac
}

install_packages() {
  local names log="$LOG_DIR/install.log"
  read -ra names <<<"$*"
  have apt-get || fail "Missing here: ${names[*]} (Debian's names). Install them with this system's package manager, then run this again; ./scripts/run can also use servers you have, see its --help."
  ((EUID == 0)) || sudo -n true 2>/dev/null || fail "Missing here: ${names[*]}. Run this first: sudo apt-get update && sudo apt-get install --no-install-recommends ${names[*]}"
  say "Installing ${names[*]} (log: $log) …"
  apt_install "${names[@]}" >"$log" 2>&1 || {
    tail -n 20 "$log" >&2
    fail "apt-get could not install ${names[*]} (see above). Install them by hand, then run this again; ./scripts/run can also use servers you have, see its --help."
  }
}

as_root() { if ((EUID == 0)); then "$@"; else sudo -n "$@"; fi; }

# A subshell, so that its EXIT trap gives policy-rc.d back however the installation ends.
apt_install() (
  POLICY=/usr/sbin/policy-rc.d
  MARK='# linyuan: no service is started while its package is being installed'

  # Packages start their services unless this file answers 101. An earlier file is the machine owner's: keep it.
  # One that carries our mark was left by a killed installation, so it is not kept a second time.
  hold_services() {
    if [[ -e $POLICY ]] && ! grep -qF "$MARK" "$POLICY"; then
      as_root mv "$POLICY" "$POLICY.before-linyuan"
    fi
    printf '#!/bin/sh\n%s\nexit 101\n' "$MARK" | as_root tee "$POLICY" >/dev/null
    as_root chmod 755 "$POLICY"
  }
  # shellcheck disable=SC2317 # called by the trap
  release_services() {
    trap '' INT TERM HUP # an impatient second Ctrl-C must not end it half way
    if [[ -e $POLICY.before-linyuan ]]; then as_root mv "$POLICY.before-linyuan" "$POLICY"; else as_root rm -f "$POLICY"; fi
  }
  # needrestart (Ubuntu) would restart services that have nothing to do with us; dpkg may be busy on a new machine.
  apt() {
    as_root env DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 \
      apt-get -y -o DPkg::Lock::Timeout=180 -o Dpkg::Use-Pty=0 "$@" </dev/null
  }

  trap release_services EXIT
  hold_services || exit
  apt update || true # one broken source of the machine's does not matter if the packages are to be had
  # --no-remove: MariaDB and MySQL exclude each other, and nobody asked to lose an installed MySQL.
  apt install --no-install-recommends --no-remove -o Dpkg::Options::=--force-confold "$@" || exit
  # Held back now, they would still start with the next boot.
  if [[ -d /run/systemd/system ]]; then
    [[ " $* " != *' mariadb-server '* ]] || as_root systemctl disable --quiet mariadb.service
    [[ " $* " != *' redis-server '* ]] || as_root systemctl disable --quiet redis-server.service
  fi
)

# ---- children -------------------------------------------------------------------------------------------------------

STARTED_PIDS=()
STARTED_NAMES=()
STARTED_LOGS=()

launch() {
  local name=$1 log=$2
  shift 2
  # Own session: Ctrl-C reaches this script alone, which stops the parts in order.
  # Death signal: a script that is killed outright leaves no server behind.
  # Descriptor 9 is the caller's lock: a child must not hold it.
  local detached=(setsid setpriv --pdeathsig TERM -- "$@")
  if [[ $log == - ]]; then "${detached[@]}" </dev/null 9>&- & else "${detached[@]}" >"$log" 2>&1 </dev/null 9>&- & fi
  STARTED_PIDS+=("$!")
  STARTED_NAMES+=("$name")
  STARTED_LOGS+=("$log")
}

await() {
  local name=$1 seconds=$2 deadline=$((SECONDS + $2)) pid=${STARTED_PIDS[-1]} log=${STARTED_LOGS[-1]}
  shift 2
  until "$@"; do
    kill -0 "$pid" 2>/dev/null || fail_with_log "$log" "$name ended before it was ready."
    ((SECONDS < deadline)) || fail_with_log "$log" "$name did not answer within $seconds s."
    sleep 0.1
  done
}

finish() {
  local status=0
  # In the background and waited for: a trap runs at once during `wait`, but only afterwards during a command.
  wait "${STARTED_PIDS[-1]}" || status=$?
  unset 'STARTED_PIDS[-1]' 'STARTED_NAMES[-1]' 'STARTED_LOGS[-1]'
  return "$status"
}

fail_with_log() {
  if [[ -s $1 ]]; then printf -- '---- last lines of %s\n%s\n----\n' "$1" "$(tail -n 20 "$1")" >&2; fi
  fail "$2"
}

stop_started() {
  trap '' INT TERM HUP # an impatient second Ctrl-C must not leave half of it running; stopping is bounded anyway
  while ((${#STARTED_PIDS[@]} > 0)); do
    stop_child "${STARTED_PIDS[-1]}"
    unset 'STARTED_PIDS[-1]' 'STARTED_NAMES[-1]' 'STARTED_LOGS[-1]'
  done
}

stop_child() {
  local pid=$1 deadline=$((SECONDS + 25)) # the api drains for up to 20 seconds
  # Each child leads its own process group, so its own children go with it. It may not have become leader yet.
  kill -TERM -- "-$pid" 2>/dev/null || kill -TERM "$pid" 2>/dev/null || return 0
  while kill -0 "$pid" 2>/dev/null && ((SECONDS < deadline)); do sleep 0.05; done
  kill -KILL -- "-$pid" 2>/dev/null || true
}

# ---- ports, secrets, answers ----------------------------------------------------------------------------------------

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
  local port
  # Below the range from which the kernel takes the ports of outgoing connections.
  until port=$((20000 + RANDOM % 12000)) && port_is_free "$port"; do :; done
  echo "$port"
}

# The port of last time, so that clients set up by hand keep working, unless somebody else has it now.
keep_port() {
  local port=
  [[ ! -s $1 ]] || port=$(<"$1")
  if [[ ! $port =~ ^[0-9]+$ ]] || ! port_is_free "$port"; then port=$(free_port); fi
  echo "$port" | tee "$1"
}

# Prints what FILE holds; fills it from COMMAND the first time. Written aside first: half a secret must never be kept.
keep_secret() {
  local file=$1
  shift
  if [[ ! -s $file ]]; then
    (umask 077 && "$@" >"$file.new" && mv "$file.new" "$file")
  fi
  cat "$file"
}

random_hex() { head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n'; }

# Spoken by bash itself: a new machine may have neither curl nor wget.
answers_200() (
  exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
  printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$2" "$1" >&3
  read -r -t 5 status <&3 && [[ $status == HTTP/1.[01]' 200'* ]]
) 2>/dev/null

# ---- MariaDB --------------------------------------------------------------------------------------------------------

start_mariadb() {
  if [[ -n ${ConnectionStrings__MySql:-} ]]; then return; fi
  local dir=$1 mode=${2:-durable} password as_user=() flags
  mkdir -p "$dir"
  chmod 700 "$dir" # the socket lets root in without a password
  dir=$(cd "$dir" && pwd)
  ((EUID != 0)) || as_user=(--user=root)
  [[ -d $dir/data ]] || create_mariadb_data "$dir" "${as_user[@]}"
  MYSQL_PORT=$(keep_port "$dir/port")
  password=$(keep_secret "$dir/password" random_hex)

  flags=(--innodb-flush-log-at-trx-commit=1)
  if [[ $mode == fast ]]; then
    flags=(--innodb-flush-log-at-trx-commit=0 --sync-binlog=0 --innodb-doublewrite=0 --skip-log-bin --max-connections=400)
  fi
  # The socket is named from the data directory: an absolute name would break below a long path (108 bytes at most).
  # Snapshot isolation is switched off because MySQL has no such thing and MariaDB 11.6 made it the default.
  launch MariaDB "$LOG_DIR/mariadb.log" mariadbd --no-defaults "${as_user[@]}" \
    --datadir="$dir/data" --socket=../mariadb.sock --pid-file="$dir/mariadbd.pid" \
    --bind-address=127.0.0.1 --port="$MYSQL_PORT" --skip-name-resolve \
    --character-set-server=utf8mb4 --collation-server=utf8mb4_general_ci --default-time-zone=+00:00 \
    --innodb-buffer-pool-size=256M --loose-innodb-snapshot-isolation=OFF "${flags[@]}"
  await MariaDB 60 mariadb_answers "$dir"
  allow_linyuan "$dir" "$password"
  export ConnectionStrings__MySql="Server=127.0.0.1;Port=$MYSQL_PORT;User ID=linyuan;Password=$password;Database=linyuan;SslMode=Preferred;CharSet=utf8mb4"
}

# Made aside and moved into place: what an interrupted first start leaves is never taken for a database.
create_mariadb_data() {
  local dir=$1 log="$LOG_DIR/mariadb-install.log"
  shift
  rm -rf "$dir/data.new"
  launch 'MariaDB installation' "$log" mariadb-install-db --no-defaults "$@" --datadir="$dir/data.new" \
    --auth-root-authentication-method=normal --skip-test-db --skip-name-resolve
  finish || fail_with_log "$log" "MariaDB's data directory could not be created."
  mv "$dir/data.new" "$dir/data"
}

mariadb_as_root() (cd "$1" && exec mariadb --no-defaults --socket=mariadb.sock --user=root)

mariadb_answers() { mariadb_as_root "$1" <<<'DO 0' 2>/dev/null; }

# At every start, and safe to repeat: the files in DIR decide, whatever an interrupted start has left in the server.
# root has no password, so it may come through the socket only, never over TCP.
allow_linyuan() {
  mariadb_as_root "$1" 2>"$LOG_DIR/mariadb-setup.log" <<SQL || fail_with_log "$LOG_DIR/mariadb-setup.log" "MariaDB's user could not be set up."
DELETE FROM mysql.global_priv WHERE User = '' OR (User = 'root' AND Host <> 'localhost');
FLUSH PRIVILEGES;
CREATE DATABASE IF NOT EXISTS linyuan CHARACTER SET utf8mb4;
CREATE USER IF NOT EXISTS linyuan@'127.0.0.1' IDENTIFIED BY '$2';
ALTER USER linyuan@'127.0.0.1' IDENTIFIED BY '$2';
GRANT ALL PRIVILEGES ON \`linyuan%\`.* TO linyuan@'127.0.0.1';
SQL
}

# ---- Redis ----------------------------------------------------------------------------------------------------------

# Nothing is saved: Redis is never the record of anything here.
start_redis() {
  if [[ -n ${ConnectionStrings__Redis:-} ]]; then return; fi
  local dir=$1
  mkdir -p "$dir"
  chmod 700 "$dir"
  dir=$(cd "$dir" && pwd)
  REDIS_PORT=$(keep_port "$dir/port")
  launch Redis "$LOG_DIR/redis.log" redis-server --bind 127.0.0.1 --port "$REDIS_PORT" --dir "$dir" \
    --pidfile "$dir/redis.pid" --save '' --appendonly no
  await Redis 60 redis_answers "$REDIS_PORT"
  export ConnectionStrings__Redis="127.0.0.1:$REDIS_PORT,abortConnect=false"
}

redis_answers() (
  exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
  printf 'PING\r\n' >&3
  read -r -t 5 answer <&3 && [[ $answer == +PONG* ]]
) 2>/dev/null
