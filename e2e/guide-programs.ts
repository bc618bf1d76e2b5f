import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** Where `npm start` has its servers, as guides write it. */
const WRITTEN = { api: 'http://localhost:8000', web: 'http://localhost:5173', edge: 'http://localhost:8080' }

/** An address that guides register. */
const EMAIL = 'mira@example.com'

interface Addresses {
  apiUrl: string
  webUrl: string
  edgeUrl: string
}

/** The code of a guide by its language, each as one program, for servers at other addresses. @param name of a file in docs. */
export async function programsOf(name: string, to: Addresses): Promise<Record<'bash' | 'ts', string>> {
  const text = await readFile(fileURLToPath(new URL(`../docs/${name}`, import.meta.url)), 'utf8')
  const blocks = [...text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({
    language,
    code,
  }))
  const strange = blocks.filter(({ language }) => !['bash', 'ts', 'text'].includes(language))
  if (strange.length > 0) throw new Error(`${name} shows code that nothing runs: ${JSON.stringify(strange)}`)
  // Somebody else each time: a test may be tried again.
  const email = `mira.${randomUUID()}@example.com`
  const all = (wanted: string) =>
    blocks
      .filter(({ language }) => language === wanted)
      .map(({ code }) => code)
      .join('\n')
      .replaceAll(WRITTEN.api, to.apiUrl)
      .replaceAll(WRITTEN.web, to.webUrl)
      .replaceAll(WRITTEN.edge, to.edgeUrl)
      .replaceAll(EMAIL, email)
  return { bash: all('bash'), ts: all('ts') }
}
