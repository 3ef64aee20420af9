# shellcheck shell=bash
# The kubelet and kube-proxy: what makes the sandbox a node.

# housekeeping-interval: two readings make a rate, and tests wait for them.
start_kubelet() {
  create_cgroup
  write_kubelet_config
  start_component kubelet "$KUBERNETES_BIN/kubelet" \
    --config="$RUN/kubelet.yaml" --kubeconfig="$PKI/kubelet.kubeconfig" \
    --hostname-override="$NODE_NAME" --node-ip="$NODE_ADDRESS" \
    --container-runtime=remote --container-runtime-endpoint=unix:///run/containerd/containerd.sock \
    --network-plugin=cni --housekeeping-interval=5s --v=1
}

# imageGCHighThresholdPercent 100: on a full disk the kubelet would remove images that nobody can pull again.
# evictionHard: a contributor's disk is fuller than a node's may be.
# nodeStatusUpdateFrequency: the node is Ready a moment after it is, and not at the next round ten seconds later.
# clusterDNS: without one every pod gets a MissingClusterDNS warning; nothing answers there.
write_kubelet_config() {
  cat >"$RUN/kubelet.yaml" <<EOF
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
authentication:
  anonymous: {enabled: false}
  webhook: {enabled: true}
  x509: {clientCAFile: $PKI/ca.crt}
authorization: {mode: Webhook}
cgroupDriver: cgroupfs
cgroupRoot: /$CGROUP
clusterDNS: [10.96.0.10]
clusterDomain: cluster.local
enforceNodeAllocatable: []
evictionHard: {memory.available: 50Mi, nodefs.available: 1%, imagefs.available: 1%}
failSwapOn: false
imageGCHighThresholdPercent: 100
maxPods: 110
nodeStatusReportFrequency: 5m
nodeStatusUpdateFrequency: 1s
oomScoreAdj: 0
resolvConf: $RUN/resolv.conf
volumePluginDir: /var/lib/kubelet/volume-plugins
EOF
}

# conntrack zeros: those limits belong to the whole machine and are left alone.
start_proxy() {
  start_component kube-proxy "$KUBERNETES_BIN/kube-proxy" \
    --kubeconfig="$PKI/kube-proxy.kubeconfig" --hostname-override="$NODE_NAME" \
    --proxy-mode=iptables --cluster-cidr="$POD_RANGE" --metrics-bind-address="$NODE_ADDRESS:10249" \
    --conntrack-max-per-core=0 --conntrack-min=0 \
    --conntrack-tcp-timeout-established=0s --conntrack-tcp-timeout-close-wait=0s \
    --oom-score-adj=0 --v=1
}
