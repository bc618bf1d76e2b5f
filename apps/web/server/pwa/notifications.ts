import { basename } from 'node:path'
import { build, type Plugin } from 'vite'

/** What the service worker imports: it is a script, no module. */
export const NOTIFICATIONS_SCRIPT = 'notifications.js'

/** Bundles what the service worker does with reminders into one script beside it. */
export function notifications(entry: string): Plugin {
  return {
    name: 'notifications',
    apply: 'build',
    async generateBundle() {
      const built = await build({
        configFile: false,
        logLevel: 'warn',
        build: {
          write: false,
          target: 'es2022',
          copyPublicDir: false,
          rolldownOptions: { input: entry, output: { format: 'iife', entryFileNames: NOTIFICATIONS_SCRIPT } },
        },
      })
      const [result] = [built].flat()
      const output = result && 'output' in result ? result.output : []
      const [script, ...others] = output
      if (script?.type !== 'chunk' || others.length > 0) throw new Error(`${basename(entry)} must become one script`)
      this.emitFile({ type: 'asset', fileName: NOTIFICATIONS_SCRIPT, source: script.code })
    },
  }
}
