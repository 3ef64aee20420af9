# shellcheck shell=bash
# Container images made from files of this machine, as archives of the form that `docker save` writes: a manifest, a
# config and one layer.

PAUSE_IMAGE=docker.io/k8sdashboard/pause:1
PROMETHEUS_IMAGE=docker.io/prom/prometheus:v2.53

build_images() {
  [[ -d $IMAGES ]] && return
  local work
  work=$(mktemp -d "$CACHE/work.XXXXXX")
  mkdir "$work/images"
  build_pause "$work"
  build_nginx "$work" 1.7.9
  build_nginx "$work" 1.9.1
  build_prometheus "$work"
  rm -rf "$CACHE"/images-*
  mv "$work/images" "$IMAGES"
  rm -rf "$work"
}

build_pause() {
  local root="$1/pause"
  create_busybox_root "$root"
  write_image "$root" "$1/images/pause.tar" "$PAUSE_IMAGE" '["/bin/sleep", "infinity"]'
}

build_nginx() {
  local version=$2 root="$1/nginx-$2"
  create_busybox_root "$root"
  mkdir "$root/www"
  echo "nginx $version" >"$root/www/index.html"
  cp "$HERE/images/nginx" "$root/bin/nginx"
  write_image "$root" "$1/images/nginx-$version.tar" "docker.io/library/nginx:$version" '["/bin/nginx"]'
}

build_prometheus() {
  local root="$1/prometheus" program="$UNPACKED/trixie/usr/bin/prometheus" library
  create_busybox_root "$root"
  cp "$program" "$root/bin/"
  for library in $(ldd "$program" | grep -o '/[^ ]*'); do
    mkdir -p "$root${library%/*}"
    cp -L "$library" "$root$library"
  done
  write_image "$root" "$1/images/prometheus.tar" "$PROMETHEUS_IMAGE" '["/bin/prometheus"]'
}

create_busybox_root() {
  local root=$1 applet
  mkdir -p "$root"/{bin,etc,tmp}
  cp "$UNPACKED/bin/busybox" "$root/bin/"
  for applet in $("$root/bin/busybox" --list); do
    [[ $applet == busybox ]] || ln -s busybox "$root/bin/$applet"
  done
  printf 'root:x:0:0:root:/:/bin/sh\nnobody:x:65534:65534:nobody:/:/bin/false\n' >"$root/etc/passwd"
  chmod 1777 "$root/tmp"
}

# write_image root archive name entrypoint
write_image() {
  local root=$1 archive=$2 name=$3 entrypoint=$4 parts="$1.parts"
  mkdir "$parts"
  tar -C "$root" --owner=0 --group=0 --numeric-owner -cf "$parts/layer.tar" .
  cat >"$parts/config.json" <<EOF
{
  "architecture": "$(dpkg --print-architecture)",
  "os": "linux",
  "config": { "Entrypoint": $entrypoint, "Env": ["PATH=/bin"] },
  "rootfs": { "type": "layers", "diff_ids": ["sha256:$(sha256sum "$parts/layer.tar" | cut -d' ' -f1)"] }
}
EOF
  echo "[{\"Config\": \"config.json\", \"RepoTags\": [\"$name\"], \"Layers\": [\"layer.tar\"]}]" >"$parts/manifest.json"
  tar -C "$parts" -cf "$archive" manifest.json config.json layer.tar
}
