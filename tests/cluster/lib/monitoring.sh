# shellcheck shell=bash
# Prometheus as a pod, as the dashboard finds it in a cluster; the two exporters as processes of the node.

start_monitoring() {
  start_exporters
  wait_until 30 'the default service account' "$LOGS/kube-controller-manager.log" default_account_exists
  kubectl apply -f "$HERE/monitoring/rbac.yaml" >/dev/null
  kubectl create configmap prometheus --namespace monitoring --from-file="$HERE/monitoring/prometheus.yml" \
    --dry-run=client -o yaml | kubectl apply -f - >/dev/null
  kubectl apply -f "$HERE/monitoring/prometheus.yaml" >/dev/null
  wait_until 60 'Prometheus' "$LOGS/kubelet.log" prometheus_ready
}

# Pods' mounts and interfaces are not the node's.
start_exporters() {
  start_component node-exporter "$UNPACKED/usr/bin/prometheus-node-exporter" \
    --web.listen-address="$NODE_ADDRESS:9100" \
    --collector.filesystem.mount-points-exclude='^/(dev|proc|run|sys|var/lib/(containerd|kubelet))($|/)' \
    --collector.netdev.device-exclude='^veth' --collector.netclass.ignored-devices='^veth' --log.level=warn
  start_component blackbox-exporter "$UNPACKED/usr/bin/prometheus-blackbox-exporter" \
    --config.file="$HERE/monitoring/blackbox.yml" --web.listen-address="$NODE_ADDRESS:9115" --log.level=warn
}

prometheus_ready() {
  [[ $(kubectl get deployment prometheus --namespace monitoring -o 'jsonpath={.status.readyReplicas}') == 1 ]]
}
