# shellcheck shell=bash
# One certificate authority, the certificates it signs, and a kubeconfig for everyone who calls the API server.

create_pki() {
  [[ -f $KUBECONFIG_FILE ]] && return
  create_authority
  create_service_account_key
  create_certificate apiserver /CN=kube-apiserver serverAuth \
    "DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,DNS:localhost,IP:127.0.0.1,IP:$API_SERVER_SERVICE,IP:$NODE_ADDRESS"
  create_certificate apiserver-kubelet-client /O=system:masters/CN=kube-apiserver-kubelet-client clientAuth
  create_client kubelet "/O=system:nodes/CN=system:node:$NODE_NAME"
  create_client kube-controller-manager /CN=system:kube-controller-manager
  create_client kube-scheduler /CN=system:kube-scheduler
  create_client kube-proxy /CN=system:kube-proxy
  create_sign_in_tests
  create_client admin /O=system:masters/CN=admin
  mv "$PKI/admin.kubeconfig" "$KUBECONFIG_FILE"
}

create_authority() {
  create_key ca
  openssl req -x509 -new -key "$PKI/ca.key" -subj /CN=kubernetes -days 3650 -out "$PKI/ca.crt" \
    -addext 'basicConstraints=critical,CA:TRUE' -addext 'keyUsage=critical,digitalSignature,keyCertSign'
}

create_service_account_key() {
  create_key service-accounts
  openssl ec -in "$PKI/service-accounts.key" -pubout -out "$PKI/service-accounts.pub" 2>/dev/null
}

create_key() { openssl ecparam -name prime256v1 -genkey -noout -out "$PKI/$1.key"; }

# create_certificate name subject usage [alternative names]
create_certificate() {
  local name=$1 subject=$2 usage=$3 alternatives=${4:-}
  create_key "$name"
  openssl req -new -key "$PKI/$name.key" -subj "$subject" -out "$PKI/$name.csr"
  openssl x509 -req -in "$PKI/$name.csr" -CA "$PKI/ca.crt" -CAkey "$PKI/ca.key" -CAcreateserial -days 365 \
    -extfile <(printf 'extendedKeyUsage=%s\n%s\n' "$usage" "${alternatives:+subjectAltName=$alternatives}") \
    -out "$PKI/$name.crt" 2>/dev/null
  rm "$PKI/$name.csr"
}

create_client() {
  create_certificate "$1" "$2" clientAuth
  (umask 077 && cat >"$PKI/$1.kubeconfig") <<EOF
apiVersion: v1
kind: Config
current-context: k8sdashboard
clusters:
- name: k8sdashboard
  cluster:
    server: $API_SERVER
    certificate-authority-data: $(base64 -w0 "$PKI/ca.crt")
users:
- name: $1
  user:
    client-certificate-data: $(base64 -w0 "$PKI/$1.crt")
    client-key-data: $(base64 -w0 "$PKI/$1.key")
contexts:
- name: k8sdashboard
  context:
    cluster: k8sdashboard
    user: $1
EOF
}

# A token for the tests of signing in, and an audit log of what they ask for alone: the API server's word on who asked.
create_sign_in_tests() {
  echo 'alice-token,alice,1001,"developers"' >"$PKI/tokens.csv"
  cat >"$PKI/audit-policy.yaml" <<EOF
apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- level: Metadata
  namespaces: [sign-in]
  resources: [{group: "", resources: [configmaps]}]
- level: None
EOF
}
