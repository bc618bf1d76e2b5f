#!/usr/bin/env bash
# Makes CloudFront's functions for the installation of installation.json, with its streaming keys built in.
set -euo pipefail
cd "$(dirname "$0")"
of() { node -p "JSON.parse(require('node:fs').readFileSync('installation.json', 'utf8')).$1"; }
keys=$(aws secretsmanager get-secret-value --region "$(of region)" --secret-id better-and-bliss/streaming --query SecretString --output text)
STREAMING_SECRET_KEY=$(node -p 'JSON.parse(process.argv[1]).current' "$keys")
STREAMING_SECRET_KEY_PREVIOUS=$(node -p 'JSON.parse(process.argv[1]).previous' "$keys")
export STREAMING_SECRET_KEY STREAMING_SECRET_KEY_PREVIOUS
VIDEO_BUCKET_NAME=$(of mediaBucketName) S3_REGION=$(of region) \
  FRONTEND_URL=https://$(of hosts.app) BACKEND_URL=https://$(of hosts.api) \
  npm --prefix .. run --silent edge:build -- cloudfront-viewer-request lambda-origin-request
