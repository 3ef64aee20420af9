# shellcheck shell=bash
# Packages of another Debian suite or source packages, through an apt state of our own: the machine's sources and lists
# are read (for the mirror they name) and never changed.

# The mirror of the machine's own release; apt itself knows it, whatever the form of its sources.
debian_mirror() {
  local mirrors
  refresh_package_lists
  # shellcheck disable=SC2016
  mirrors=$(apt-get indextargets --format '$(REPO_URI)' \
    'Created-By: Packages' "Codename: $DEBIAN_RELEASE" "Label: Debian")
  [[ -n $mirrors ]] || die "apt's sources name no mirror for $DEBIAN_RELEASE"
  head -n 1 <<<"$mirrors"
}

# with_suite deb|deb-src suite command…: runs the command with an apt that knows that suite alone.
with_suite() {
  local kind=$1 suite=$2 mirror state
  shift 2
  mirror=$(debian_mirror)
  state=$(mktemp -d "$CACHE/work.XXXXXX")
  # The machine's own keyring may be older than the suite.
  unpack_packages "$state/keyring" debian-archive-keyring
  mkdir -p "$state"/{lists,cache/archives}/partial
  printf '%s [signed-by=%s] %s %s main\n' \
    "$kind" "$state/keyring/usr/share/keyrings/debian-archive-keyring.gpg" "$mirror" "$suite" >"$state/sources.list"
  cat >"$state/apt.conf" <<EOF
Dir::Etc::SourceList "$state/sources.list";
Dir::Etc::SourceParts "/dev/null";
Dir::State::Lists "$state/lists";
Dir::Cache "$state/cache";
APT::Sandbox::User "root";
Acquire::IndexTargets::deb::DEP-11::DefaultEnabled "false";
EOF
  APT_CONFIG="$state/apt.conf" quietly apt-get update
  APT_CONFIG="$state/apt.conf" "$@"
  rm -rf "$state"
}
