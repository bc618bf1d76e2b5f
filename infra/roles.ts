/** The roles of the image that run as services; the media's edge is CloudFront. */
export type Role = 'api' | 'worker' | 'web'

interface RoleFacts {
  port?: number
  /** What the image starts. */
  entry: string
  /** As the Dockerfile says it, which ECS does not read. */
  healthCheck: string[]
  /** Room for the largest source, while it is looked into. */
  diskGiB: number
}

/** The least that Fargate gives. */
const USUAL_GIB = 21

export const ROLES: Record<Role, RoleFacts> = {
  api: {
    port: 8000,
    entry: 'apps/api/src/main.ts',
    healthCheck: asks('http://127.0.0.1:8000/health'),
    diskGiB: USUAL_GIB,
  },
  worker: { entry: 'apps/api/src/worker.ts', healthCheck: ['node', 'apps/api/src/worker-health.ts'], diskGiB: 60 },
  web: {
    port: 5173,
    entry: 'apps/web/server/main.ts',
    healthCheck: asks('http://127.0.0.1:5173/'),
    diskGiB: USUAL_GIB,
  },
}

/** Where they answer for their figures, METRICS_PORT being the first: each process has the next. */
export const METRICS_PORTS = { api: 9464, worker: 9465 } as const

function asks(url: string): string[] {
  return ['node', 'container/answers.mjs', url]
}
