import { pathToFileURL } from 'node:url'
import compile from 'icu-minify/compile'
import type { Plugin } from 'vite'

const MESSAGE_FILE = /\/src\/messages\/[a-z-]+\/(?!index)[a-z-]+\.ts$/

/** Compiles ICU messages when the app is built, so that no page loads their parser; a malformed one fails the build. */
export const compiledMessages: Plugin = {
  name: 'compiled-messages',
  enforce: 'pre',
  config: () => ({
    resolve: { alias: [{ find: /^use-intl\/format-message$/, replacement: 'use-intl/format-message/format-only' }] },
  }),
  load: async (id) => {
    if (!MESSAGE_FILE.test(id)) return null
    const namespaces = (await import(`${pathToFileURL(id).href}?at=${Date.now()}`)) as Record<
      string,
      Record<string, string>
    >
    return Object.entries(namespaces)
      .map(([name, messages]) => `export const ${name} = ${JSON.stringify(compileAll(messages))}`)
      .join('\n')
  },
}

function compileAll(messages: Record<string, string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(messages).map(([id, message]) => [id, compile(message)]))
}
