#!/bin/sh
# Makes a certificate authority and servers' certificates in the folder $1: good.pem for localhost and 127.0.0.1,
# other.pem for another name, old.pem that has expired.
set -eu
cd "$1"
openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 30 -subj "/CN=Debrief test authority" \
  -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign 2>/dev/null
openssl genrsa -out server.key 2048 2>/dev/null

issue() { # name, subject alternative names, days from now
  openssl req -new -key server.key -subj "/CN=$1" -out "$1.csr"
  printf 'subjectAltName=%s\nextendedKeyUsage=serverAuth\n' "$2" > "$1.ext"
  openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -CAcreateserial -extfile "$1.ext" -days "$3" \
    -out "$1.crt" 2>/dev/null
  cat "$1.crt" server.key > "$1.pem"
}
issue good "DNS:localhost,IP:127.0.0.1" 30
issue other "DNS:other.test" 30
issue old "DNS:localhost,IP:127.0.0.1" -1
