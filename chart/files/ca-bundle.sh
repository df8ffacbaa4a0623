# Init container minio-ca-init: joins the public CAs and the one of the S3 server in one file, for pgBackRest.
set -eu

public=/etc/ssl/certs/ca-certificates.crt
own=/etc/minio-ca/ca.crt
bundle=/etc/pgbackrest-ca/ca-bundle.crt

fail() {
  echo "$1" >&2
  exit 1
}

content=$(cat "$own")
case $content in
  *'PRIVATE KEY-----'*) fail "The CA of the S3 server: the Secret's key holds a private key, expected certificates alone." ;;
  *'-----BEGIN CERTIFICATE-----'*) ;;
  *) fail "The CA of the S3 server: the Secret's key holds no certificate, expected PEM text." ;;
esac

# An image may have no public CAs; the S3 server's own is what counts.
{
  if [ -r "$public" ]; then cat "$public"; fi
  printf '%s\n' "$content"
} > "$bundle.new"
mv "$bundle.new" "$bundle"
echo "$bundle is made."
