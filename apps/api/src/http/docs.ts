import { createReadStream } from 'node:fs'
import { createRequire } from 'node:module'
import fastifySwagger from '@fastify/swagger'
import fastifySwaggerUi from '@fastify/swagger-ui'
import { jsonSchemaTransform } from 'fastify-type-provider-zod'
import type { App } from './app.ts'
import { tidyDocument } from './openapi/tidy.ts'

const TAGS = [
  { name: 'auth', description: 'Members: sign up, sign in, profile' },
  { name: 'content', description: 'The catalogue' },
  { name: 'streaming', description: 'Protected playback' },
  { name: 'favourites', description: 'What the member loves' },
  { name: 'home', description: 'The page that a member begins with' },
  { name: 'routines', description: 'What the member plays one after another' },
  { name: 'downloads', description: 'What the member hears without a network' },
  { name: 'reminders', description: 'When the member is reminded of their practice' },
  { name: 'analytics', description: 'What is watched, and how often' },
  { name: 'meditation', description: 'Sessions, breath and progress of a member' },
  { name: 'studio', description: 'For the people who make the catalogue: needs a permission' },
  { name: 'system', description: 'For operators' },
]

/** Describes every route that is added after it. */
export async function describeRoutes(app: App, { version, backendUrl }: { version: string; backendUrl: string }) {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Better & Bliss API',
        version,
        description:
          'Errors are RFC 9457 problem details: `detail` is a sentence for people, `code` a word for programs. ' +
          'Where requests are limited, `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-11) say on every ' +
          'answer what is left, and 429 has Retry-After. ' +
          'Signing in sets HttpOnly cookies; programs may send the access token as a bearer token instead. ' +
          'Where ENABLE_API_ENCRYPTION is on, JSON of requests with X-Payload-Encryption and of their answers is encrypted ' +
          '(docs/payload-encryption.md); 400 `message_expired`, `message_replayed` and `encryption_required` are of it. ' +
          'The socket that detects the breath is described [on a page of its own](/api/docs/socket).',
      },
      servers: [{ url: backendUrl }],
      tags: TAGS,
      components: {
        securitySchemes: {
          cookie: { type: 'apiKey', in: 'cookie', name: 'access_token' },
          bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        },
      },
    },
    transform: jsonSchemaTransform,
    transformObject: tidyDocument,
  })
}

const SWAGGER_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'"

/** Swagger UI at /api/docs and ReDoc at /api/redoc, both served by us, without inline script. */
export async function serveDocs(app: App): Promise<void> {
  await app.register(fastifySwaggerUi, {
    routePrefix: '/api/docs',
    staticCSP: SWAGGER_POLICY,
    uiConfig: { validatorUrl: null, persistAuthorization: false, tryItOutEnabled: true },
  })
  serveRedoc(app)
}

const REDOC_POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; worker-src blob:"

const REDOC_PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Better &amp; Bliss API</title>
<style>body { margin: 0 }</style>
</head>
<body>
<redoc spec-url="/api/docs/json" disable-search="false"></redoc>
<script src="/api/redoc/redoc.js"></script>
</body>
</html>
`

function serveRedoc(app: App): void {
  const script = createRequire(import.meta.url).resolve('redoc/bundles/redoc.standalone.js')
  const options = { schema: { hide: true }, config: { access: 'public' as const } }
  app.get('/api/redoc', options, async (_request, reply) =>
    reply.header('content-security-policy', REDOC_POLICY).type('text/html; charset=utf-8').send(REDOC_PAGE),
  )
  app.get('/api/redoc/redoc.js', options, async (_request, reply) =>
    reply
      .header('cache-control', 'public, max-age=86400')
      .type('text/javascript; charset=utf-8')
      .send(createReadStream(script)),
  )
}
