/** The roles of the image that run as services; the media's edge is CloudFront. */
export type Role = 'api' | 'worker' | 'web'

interface RoleFacts {
  port?: number
  /** As the Dockerfile says it, which ECS does not read. */
  healthCheck: string[]
  /** Room for the largest source, while it is looked into. */
  diskGiB: number
}

/** The least that Fargate gives. */
const USUAL_GIB = 21

export const ROLES: Record<Role, RoleFacts> = {
  api: { port: 8000, healthCheck: asks('http://127.0.0.1:8000/health'), diskGiB: USUAL_GIB },
  worker: { healthCheck: ['node', 'apps/api/src/worker-health.ts'], diskGiB: 60 },
  web: { port: 5173, healthCheck: asks('http://127.0.0.1:5173/'), diskGiB: USUAL_GIB },
}

function asks(url: string): string[] {
  return ['node', 'container/answers.mjs', url]
}
