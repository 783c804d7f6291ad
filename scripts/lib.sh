# shellcheck shell=bash
# What the scripts share: speaking, finding what a build and a test need, and installing what is missing.
# Sourced, not run. Debian 12 and 13 first (apt), macOS by Homebrew.

# The servers that the program and its tests can use.
readonly OLDEST_POSTGRES=15

project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$project" || exit 1

say() { printf '\033[1m==>\033[0m %s\n' "$*" >&2; }

die() {
  printf 'error: %s\n' "$*" >&2
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif have sudo; then
    sudo "$@"
  else
    die "this needs root, and there is no sudo; as root, run: $*"
  fi
}

# Installs system packages: Debian's names.
install_packages() {
  have apt-get || die "please install what these Debian packages hold: $*"
  say "installing from the system's packages: $*"
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@" >&2
}

need_compiler() {
  have cc && return
  [ "$(uname)" != Darwin ] || die "there is no C compiler; run: xcode-select --install"
  install_packages build-essential
}

need_curl() {
  have curl || install_packages curl ca-certificates
}

# cargo, at least as new as Cargo.toml's rust-version. An older one stays installed; rustup's comes first in PATH.
need_cargo() {
  local wanted
  wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
  new_enough "$wanted" && return
  PATH=${CARGO_HOME:-~/.cargo}/bin:$PATH
  new_enough "$wanted" && return
  if have rustup; then
    say "rustc is older than $wanted: updating it by rustup"
    rustup toolchain install stable --profile minimal >&2
    export RUSTUP_TOOLCHAIN=stable
  else
    say "there is no cargo as new as $wanted: installing it by rustup (https://rustup.rs)"
    need_curl
    curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh -s -- -y --quiet --no-modify-path --profile minimal >&2 ||
      die "rustup couldn't be installed; install Rust $wanted or newer in another way and run this again"
    hash -r
  fi
  new_enough "$wanted" || die "rustc $wanted or newer is needed; found: $(rustc --version 2>&1)"
}

new_enough() {
  have cargo || return 1
  local found
  found=$(rustc --version 2>/dev/null | cut -d ' ' -f 2)
  [ -n "$found" ] && [ "$(printf '%s\n%s\n' "$1" "$found" | sort -V | head -n 1)" = "$1" ]
}

# rustfmt or clippy.
need_component() {
  cargo "${1/rustfmt/fmt}" --version >/dev/null 2>&1 && return
  have rustup || die "cargo has no $1, and there is no rustup to add it"
  rustup component add "$1" >&2
}

# Prints the folder of a PostgreSQL server's programs that the program would find, with its contrib modules.
postgres_bin() {
  local bin
  for bin in "${NEEDLEDROP_POSTGRES_BIN_DIR:-}" "$(dirname "$(command -v initdb || echo /nowhere/initdb)")" \
    "$(pg_config --bindir 2>/dev/null || true)" \
    $(printf '%s\n' /usr/lib/postgresql/*/bin /usr/pgsql-*/bin | sort -Vr) \
    $(printf '%s\n' {/opt/homebrew,/usr/local,/home/linuxbrew/.linuxbrew}/opt/postgresql@*/bin | sort -Vr); do
    if fit_postgres "$bin"; then
      echo "$bin"
      return
    fi
  done
  return 1
}

fit_postgres() {
  [ -x "$1/initdb" ] && [ -x "$1/postgres" ] && [ -x "$1/pg_ctl" ] || return 1
  local version share
  version=$("$1/postgres" --version | sed 's/[^0-9]*\([0-9]*\).*/\1/')
  [ "$version" -ge "$OLDEST_POSTGRES" ] || return 1
  share=$("$1/pg_config" --sharedir 2>/dev/null) || share=/usr/share/postgresql/$version
  [ -e "$share/extension/pg_trgm.control" ]
}

need_postgres() {
  postgres_bin >/dev/null && return
  if have brew; then
    say "installing PostgreSQL by Homebrew"
    brew install postgresql@17 >&2
  else
    # Debian's package would create a cluster of its own and start it; we need the programs only.
    install_packages postgresql-common
    as_root mkdir -p /etc/postgresql-common
    as_root sh -c "sed -i 's/^#*create_main_cluster.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf 2>/dev/null
      grep -qs '^create_main_cluster' /etc/postgresql-common/createcluster.conf ||
      echo 'create_main_cluster = false' >>/etc/postgresql-common/createcluster.conf"
    install_packages postgresql postgresql-contrib
  fi
  postgres_bin >/dev/null || die "no PostgreSQL $OLDEST_POSTGRES or newer with pg_trgm was found, even after installing"
}

# PostgreSQL refuses to run as root: its programs run as somebody else then.
unprivileged() {
  if [ "$(id -u)" -ne 0 ]; then
    (cd / && "$@")
  else
    (cd / && runuser -u "$(postgres_account)" -- "$@")
  fi
}

postgres_account() {
  id -un postgres 2>/dev/null || echo nobody
}

# Starts a PostgreSQL of our own that listens in a folder only: start_postgres FOLDER [-c SETTING=VALUE]…
# The folder becomes that of whom it runs as; `stop_postgres FOLDER` ends it.
start_postgres() {
  need_postgres
  local bin folder=$1 locale=C.UTF-8
  shift
  bin=$(postgres_bin)
  [ "$(uname)" != Darwin ] || locale=en_US.UTF-8
  [ "$(id -u)" -ne 0 ] || chown "$(postgres_account)" "$folder"
  unprivileged "$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale="$locale" --no-sync >"$folder/initdb.log" 2>&1 ||
    die "initdb failed: $(cat "$folder/initdb.log")"
  unprivileged "$bin/pg_ctl" -D "$folder/data" -l "$folder/data/server.log" -w -s start -o \
    "-c listen_addresses='' -c unix_socket_directories='$folder' $*" || die "PostgreSQL didn't start: $(cat "$folder/data/server.log")"
}

stop_postgres() {
  unprivileged "$(postgres_bin)/pg_ctl" -D "$1/data" -m immediate -s stop >/dev/null 2>&1 || true
}

# Where release builds end up.
release_folder() {
  echo "${CARGO_TARGET_DIR:-$project/target}/release"
}

# Builds a program and prints where it is: release_program needledrop|needledrop-lab
release_program() {
  need_compiler
  need_cargo
  say "building $1"
  cargo build --release --locked --quiet --bin "$1" >&2
  readlink -f "$(release_folder)/$1"
}

# What was given on a command line is relative to where the caller was: absolute PATH FOLDER
absolute() {
  case $1 in
  /*) echo "$1" ;;
  *) echo "$2/$1" ;;
  esac
}

# Waits until a URL answers 200, while the process lives: answers URL PID
answers() {
  until curl -fs -o /dev/null --max-time 2 "$1"; do
    kill -0 "$2" 2>/dev/null || return 1
    sleep 0.05
  done
}

# A port of 127.0.0.1 that nobody listens on.
free_port() {
  local port
  while port=$((20000 + RANDOM % 20000)); (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
  echo "$port"
}
