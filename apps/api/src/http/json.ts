import { AppError } from '../errors.ts'
import type { App } from './app.ts'

const MAX_DEPTH = 30

/** JSON bodies only, uncompressed and not too deep; a body that is empty counts as none. */
export function acceptJsonOnly(app: App): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (request.headers['content-encoding'] !== undefined) {
      return done(new AppError('unsupported_media_type', 'Send the body without Content-Encoding'))
    }
    const text = String(body)
    if (text === '') return done(null, undefined)
    if (depthOf(text) > MAX_DEPTH) return done(new AppError('malformed_request', 'The JSON body is nested too deeply'))
    return parse(request, text, (error, value) =>
      done(error && new AppError('malformed_request', 'The body is not valid JSON', { cause: error }), value),
    )
  })
}

/** One pass: a regular expression that cuts strings out takes seconds for a long one that nobody closed. */
function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const character = text[index]
    if (inString && character === '\\') index += 1
    else if (character === '"') inString = !inString
    else if (inString) continue
    else if (character === '{' || character === '[') deepest = Math.max(deepest, ++depth)
    else if (character === '}' || character === ']') depth -= 1
  }
  return deepest
}
