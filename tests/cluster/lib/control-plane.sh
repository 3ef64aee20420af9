# shellcheck shell=bash
# etcd, the API server, the controller manager and the scheduler, as processes of the node.

start_etcd() {
  start_component etcd "$(etcd_program)" \
    --name="$NODE_NAME" --data-dir=/var/lib/etcd \
    --listen-client-urls=http://127.0.0.1:2379 --advertise-client-urls=http://127.0.0.1:2379 \
    --listen-peer-urls=http://127.0.0.1:2380 --initial-advertise-peer-urls=http://127.0.0.1:2380 \
    --initial-cluster="$NODE_NAME=http://127.0.0.1:2380" \
    --listen-metrics-urls="http://$NODE_ADDRESS:2381" \
    --unsafe-no-fsync --log-level=warn
}

etcd_program() {
  if [[ -n ${KUBEBUILDER_ASSETS:-} ]]; then
    echo "$KUBEBUILDER_ASSETS/etcd"
  else
    echo "$UNPACKED/usr/bin/etcd"
  fi
}

# The kubelet is called by its address, because nobody resolves its name.
start_apiserver() {
  start_component kube-apiserver "$CONTROL_PLANE_BIN/kube-apiserver" \
    --etcd-servers=http://127.0.0.1:2379 \
    --advertise-address="$NODE_ADDRESS" --secure-port=6443 --service-cluster-ip-range="$SERVICE_RANGE" \
    --authorization-mode=Node,RBAC --enable-admission-plugins=NodeRestriction --allow-privileged=true \
    --client-ca-file="$PKI/ca.crt" --tls-cert-file="$PKI/apiserver.crt" --tls-private-key-file="$PKI/apiserver.key" \
    --kubelet-client-certificate="$PKI/apiserver-kubelet-client.crt" \
    --kubelet-client-key="$PKI/apiserver-kubelet-client.key" --kubelet-preferred-address-types=InternalIP \
    --service-account-issuer=https://kubernetes.default.svc \
    --service-account-key-file="$PKI/service-accounts.pub" \
    --service-account-signing-key-file="$PKI/service-accounts.key" \
    --token-auth-file="$PKI/tokens.csv" --audit-policy-file="$PKI/audit-policy.yaml" --audit-log-path="$AUDIT_LOG" \
    --v=1
}

wait_for_apiserver() {
  wait_until 90 'the API server' "$LOGS/kube-apiserver.log" apiserver_answers
}

# Nodes that tests make up send no heartbeats and are to stay Ready: nobody is declared dead within an hour.
# No leader election, here and below: a leader ends itself when the API server is away for ten seconds, as tests arrange,
# and nobody would start it again.
start_controller_manager() {
  start_component kube-controller-manager "$KUBERNETES_BIN/kube-controller-manager" \
    --kubeconfig="$PKI/kube-controller-manager.kubeconfig" \
    --authentication-kubeconfig="$PKI/kube-controller-manager.kubeconfig" \
    --authorization-kubeconfig="$PKI/kube-controller-manager.kubeconfig" \
    --flex-volume-plugin-dir=/var/lib/kubelet/volume-plugins \
    --bind-address=0.0.0.0 --leader-elect=false --use-service-account-credentials \
    --root-ca-file="$PKI/ca.crt" --service-account-private-key-file="$PKI/service-accounts.key" \
    --cluster-signing-cert-file="$PKI/ca.crt" --cluster-signing-key-file="$PKI/ca.key" \
    --node-monitor-grace-period=1h --node-startup-grace-period=1h --pod-eviction-timeout=1h \
    --v=1
}

start_scheduler() {
  start_component kube-scheduler "$KUBERNETES_BIN/kube-scheduler" \
    --kubeconfig="$PKI/kube-scheduler.kubeconfig" \
    --authentication-kubeconfig="$PKI/kube-scheduler.kubeconfig" \
    --authorization-kubeconfig="$PKI/kube-scheduler.kubeconfig" \
    --bind-address=0.0.0.0 --leader-elect=false --v=1
}

# What tests do to the API server; etcd keeps the data meanwhile.
apiserver_command() {
  case $1 in
    stop) stop_component kube-apiserver ;;
    start) start_and_wait_for_apiserver ;;
    pause) signal_component kube-apiserver STOP ;;
    resume) signal_component kube-apiserver CONT ;;
    *) die "unknown: $1-apiserver" ;;
  esac
}

start_and_wait_for_apiserver() {
  start_apiserver
  wait_for_apiserver
}
