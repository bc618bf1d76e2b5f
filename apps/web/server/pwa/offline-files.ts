import type { Plugin, Rollup } from 'vite'

/** What is loaded later than the app itself and works without a network: pages, the player, and what stands at the foot of each. */
const OFFLINE_PARTS = [
  'src/app/pages/timer.tsx',
  'src/app/pages/meditate.tsx',
  'src/app/pages/downloads.tsx',
  'src/features/streaming/player.tsx',
  'src/features/streaming/hls-engine.ts',
  'src/features/newsletter/subscribe-form.tsx',
  'src/features/routines/routine-choices.tsx',
  'src/app/layout/deletion-question.tsx',
]
/** Faces of writing that our own pages have none of; a browser fetches them where a text needs them. */
const OTHER_SCRIPTS = /-(cyrillic|greek|vietnamese)(-ext)?-.*\.woff2$/
/** What pages and player say in other languages than English, which they bring themselves. The studio needs a network anyway. */
const TRANSLATIONS = /\/src\/messages\/[a-z-]+\/index\.ts$|\/media-chrome\/dist\/lang\/(?!en\.)/
const BESIDE = ['index.html', 'scheme.js', 'ring.svg']

/** Which files of a build are needed without a network: known once it is written. */
export interface OfflineFiles {
  plugin: Plugin
  includes: (file: string) => boolean
}

/** Follows the imports of the app and of what works without a network. */
export function offlineFiles(): OfflineFiles {
  const files = new Set(BESIDE)
  const plugin: Plugin = {
    name: 'offline-files',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        for (const chunk of Object.values(bundle)) {
          if (chunk.type === 'chunk' && (chunk.isEntry || isOfflinePart(chunk))) take(chunk, bundle)
        }
      },
    },
  }

  function take(chunk: Rollup.OutputChunk, bundle: Rollup.OutputBundle): void {
    if (files.has(chunk.fileName)) return
    files.add(chunk.fileName)
    const { importedCss = [], importedAssets = [] } = chunk.viteMetadata ?? {}
    for (const file of [...importedCss, ...importedAssets]) if (!OTHER_SCRIPTS.test(file)) files.add(file)
    for (const file of chunk.imports) {
      const imported = bundle[file]
      if (imported?.type === 'chunk') take(imported, bundle)
    }
  }

  return { plugin, includes: (file) => files.has(file) }
}

function isOfflinePart({ facadeModuleId, moduleIds }: Rollup.OutputChunk): boolean {
  if (facadeModuleId && TRANSLATIONS.test(facadeModuleId)) return true
  return moduleIds.some((id) => OFFLINE_PARTS.some((part) => id.endsWith(part)))
}
