# shellcheck shell=bash
# Debian ships no Kubernetes servers, but its source package holds the whole tree with all its dependencies.
# Built once a machine; the finished folder is moved into the cache in one piece, so an interrupted build leaves no trace.

KUBERNETES_PROGRAMS=(kube-apiserver kube-controller-manager kube-scheduler kubelet kube-proxy)

build_kubernetes() {
  [[ -d $KUBERNETES_BIN ]] && return
  say '      builds Kubernetes from source, which takes some minutes, once a machine'
  local work
  work=$(mktemp -d "$CACHE/work.XXXXXX")
  (compile_kubernetes "$work")
  mv "$work/bin" "$KUBERNETES_BIN"
  rm -rf "$work"
}

compile_kubernetes() {
  local work=$1 tree="$1/go/src/k8s.io/kubernetes"
  refresh_package_lists
  unpack_packages "$work/tools" golang-1.19-go golang-1.19-src golang-github-modern-go-reflect2-dev
  mkdir -p "$tree"
  cd "$work" || exit
  with_suite deb-src bookworm quietly apt-get source --download-only kubernetes
  tar -xzf kubernetes_*.orig.tar.gz -C "$tree" --strip-components=1
  cd "$tree" || exit
  replace_reflect2 "$work/tools/usr/share/gocode/src/github.com/modern-go/reflect2"

  # GOPATH mode: Go 1.19 refuses this tree's go.mod.
  export GOROOT="$work/tools/usr/lib/go-1.19" GOPATH="$work/go" GOCACHE="$work/go-cache" GOTMPDIR="$work"
  export GO111MODULE=off CGO_ENABLED=0 GOFLAGS='' PATH="$work/tools/usr/lib/go-1.19/bin:$PATH"
  generate_openapi "$work"
  mkdir -p "$work/bin"
  quietly go build -trimpath -ldflags "$(linker_flags | tr '\n' ' ')" -o "$work/bin/" "${KUBERNETES_PROGRAMS[@]/#/./cmd/}"
}

# In GOPATH mode the vendored packages go by their whole path, and there are two that know the version.
linker_flags() {
  local package value
  echo '-s -w'
  for package in client-go/pkg/version component-base/version; do
    for value in "gitVersion=v$KUBERNETES_VERSION" gitMajor=1 gitMinor=20; do
      echo "-X k8s.io/kubernetes/vendor/k8s.io/$package.$value"
    done
  done
}

# The vendored reflect2 1.0.1 reaches into the runtime of Go before 1.18: built with anything newer, the API server dies
# with SIGSEGV in mapiterinit after half an hour. Debian's 1.0.2 knows better.
replace_reflect2() {
  local from=$1 vendored=vendor/github.com/modern-go/reflect2
  rm -f "$vendored"/*.go "$vendored"/*.s
  find "$from" -maxdepth 1 \( -name '*.go' -o -name '*.s' \) ! -name '*_test.go' -exec cp {} "$vendored/" \;
}

# The one generated file that the source package lacks.
generate_openapi() {
  local work=$1 packages
  packages=$(grep -rl --include='*.go' --exclude='*_test.go' '+k8s:openapi-gen=' staging/src/k8s.io pkg cmd plugin |
    grep -vE '/(code-generator|sample-apiserver|sample-controller)/|wardle' |
    xargs -n 1 dirname | sort -u |
    sed -e 's|^staging/src/|vendor/|' -e 's|^|k8s.io/kubernetes/|' | paste -sd,)
  quietly go build -o "$work/openapi-gen" ./vendor/k8s.io/kube-openapi/cmd/openapi-gen
  quietly "$work/openapi-gen" -O zz_generated.openapi -i "$packages" -r "$work/openapi-report" \
    -h vendor/k8s.io/code-generator/hack/boilerplate.go.txt -p k8s.io/kubernetes/pkg/generated/openapi
}
