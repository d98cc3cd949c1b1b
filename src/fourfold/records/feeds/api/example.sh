#!/bin/sh
# Sends a file: send.sh KEY-ID PRIVATE-KEY CONTRACT FILE
# Needs curl and OpenSSL 3. FOURFOLD is the address of your partnership's service.
set -eu
address="$FOURFOLD/api/v1/deliveries?contract=$3&filename=$(basename "$4")"
digest="sha-256=:$(openssl dgst -sha256 -binary "$4" | openssl base64 -A):"
nonce=$(openssl rand -hex 16)
said="(\"@method\" \"@target-uri\" \"content-digest\");created=$(date +%s);nonce=\"$nonce\";keyid=\"$1\""
base=$(mktemp)
trap 'rm -f "$base"' EXIT
printf '"@method": POST\n"@target-uri": %s\n"content-digest": %s\n"@signature-params": %s' \
    "$address" "$digest" "$said" > "$base"
signature=$(openssl pkeyutl -sign -rawin -inkey "$2" -in "$base" | openssl base64 -A)
curl --silent --show-error --fail-with-body --request POST --upload-file "$4" \
    --header "Content-Type: application/octet-stream" \
    --header "Content-Digest: $digest" \
    --header "Signature-Input: sig1=$said" \
    --header "Signature: sig1=:$signature:" \
    "$address"
