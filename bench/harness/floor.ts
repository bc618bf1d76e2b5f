import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'

/** What bare `node:http` needs to send what somebody else answered: the same headers, the same bytes, from memory. */
export type Recorded = Record<string, { headers: Record<string, string>; body: string }>

const [file = '', port = ''] = process.argv.slice(2)
const recorded = JSON.parse(readFileSync(file, 'utf8')) as Recorded
const answers = new Map(
  Object.entries(recorded).map(([path, { headers, body }]) => [path, { headers, body: Buffer.from(body) }]),
)

createServer((request, response) => {
  const answer = answers.get(request.url ?? '')
  if (!answer) return response.writeHead(404).end()
  return response.writeHead(200, answer.headers).end(answer.body)
}).listen(Number(port), '127.0.0.1')
