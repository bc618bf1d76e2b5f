import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { STATUS_CODES } from 'node:http'
import { basename, join } from 'node:path'
import {
  acceptedLanguages,
  CONNECTION_LIMITS,
  problemOf,
  refuseExpectation,
  refuseMalformed,
  refuseOdd,
} from '@better-and-bliss/http'
import { EMBEDDED_PATH, firstLanguage, LANGUAGES } from '@better-and-bliss/membership'
import type { WebSettings } from '@better-and-bliss/settings'
import fastifyStatic from '@fastify/static'
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from 'fastify'
import { inLanguage, pageHeaders, withSettings } from './page.ts'
import { withRevision } from './pwa/revision.ts'
import { fetchShared, withShared } from './share-head.ts'

const YEAR_SECONDS = 31_536_000

/** What the pages are told, and the web app's own address: it answers pages to no other. */
export type PageSettings = Pick<
  WebSettings,
  'frontendUrl' | 'backendUrl' | 'edgeUrl' | 'supportEmail' | 'showsViewCounts' | 'loadsCaptcha'
>

/** Serves a finished build: its files, and the page itself wherever a person may navigate to. It listens to nothing yet. */
export async function buildWebServer(dist: string, settings: PageSettings): Promise<FastifyInstance> {
  const page = withSettings(await readFile(join(dist, 'index.html'), 'utf8'), settings)
  const headers = pageHeaders(settings)
  const framedHeaders = pageHeaders(settings, { framed: true })
  const worker = withRevision(await readFile(join(dist, 'sw.js'), 'utf8'), page + JSON.stringify(headers))
  const app = fastify({
    // Whoever loads our files loads them again from the next process.
    forceCloseConnections: true,
    requestTimeout: CONNECTION_LIMITS.requestTimeout,
    http: CONNECTION_LIMITS,
    clientErrorHandler: refuseMalformed(randomUUID),
    // No hook sees an address that cannot be decoded.
    frameworkErrors: (error, _request, reply) => answerProblem(error, reply.headers(headers)),
  })
  app.server.on('checkExpectation', refuseExpectation(randomUUID))
  app.addHook('onRequest', async (request, reply) => {
    if (refuseOdd(request.raw, reply.raw, randomUUID)) return reply.hijack()
    return void reply.headers(pathOf(request.url) === EMBEDDED_PATH ? framedHeaders : headers)
  })
  app.setErrorHandler<FastifyError>((error, _request, reply) => answerProblem(error, reply))
  await app.register(fastifyStatic, {
    root: dist,
    index: false,
    dotfiles: 'ignore',
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => void reply.header('cache-control', cachingOf(path)),
  })
  const own = new URL(settings.frontendUrl)
  app.setNotFoundHandler(async (request, reply) => {
    const path = pathOf(request.url)
    const isFile = basename(path).includes('.') && path !== '/index.html'
    const wantsPage = (request.method === 'GET' || request.method === 'HEAD') && !isFile
    if (!wantsPage) return reply.status(404).type('text/plain; charset=utf-8').send('Not found')
    const isOtherName = isLoopback(own.hostname) && isLoopback(request.hostname) && request.host !== own.host
    if (isOtherName) return reply.redirect(settings.frontendUrl + request.url)
    const shared = await fetchShared(path, settings.backendUrl)
    const language = firstLanguage(acceptedLanguages(request.headers['accept-language'])) ?? LANGUAGES[0]
    return reply
      .header('cache-control', 'no-cache')
      .header('vary', 'accept-language')
      .type('text/html; charset=utf-8')
      .send(withShared(inLanguage(page, language), path, shared, settings))
  })
  app.get('/sw.js', (_request, reply) =>
    reply.header('cache-control', 'no-cache').type('text/javascript; charset=utf-8').send(worker),
  )
  app.get('/', (_request, reply) => reply.callNotFound())
  app.get('/index.html', (_request, reply) => reply.callNotFound())
  return app
}

function pathOf(url: string): string {
  return url.replace(/\?.*$/s, '')
}

/** What a browser never asks for; whatever is our own mistake is told to the log. */
function answerProblem({ statusCode = 500, message, stack }: FastifyError, reply: FastifyReply): void {
  const known = statusCode < 500
  if (!known) console.error(stack ?? message)
  const problem = problemOf({
    status: statusCode,
    title: STATUS_CODES[statusCode] ?? '',
    detail: known ? message : 'Something went wrong on our side. Try again.',
    code: known ? 'malformed_request' : 'internal',
    request_id: randomUUID(),
  })
  void reply
    .status(statusCode)
    .headers({ 'cache-control': 'no-store', 'x-request-id': problem.request_id })
    .type('application/problem+json')
    .send(JSON.stringify(problem))
}

/** A page that was loaded by another of these names would be refused by the API, which knows one web app. */
function isLoopback(hostname: string): boolean {
  return hostname === '127.0.0.1' || hostname === '[::1]' || hostname === 'localhost'
}

/** Names in `assets/` contain a hash of what is in them. */
function cachingOf(path: string): string {
  return /[\\/]assets[\\/]/.test(path) ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache'
}
