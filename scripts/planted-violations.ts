import { rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

/** Libraries that no folder of the vendor list may take: most are entered in a `dist/`, some are not. */
const VENDOR = "export { chromium } from 'playwright-core'\nexport { test } from 'vitest'\n"
const VENDOR_FILES = ['node_modules/playwright-core/', 'node_modules/vitest/dist/']

/** A file that breaks a rule, by the rule's name in `.dependency-cruiser.cjs`. */
const BROKEN_IMPORTS: Record<string, { file: string; code: string }> = {
  'no-circles': {
    file: 'apps/api/src/access/planted-circle.ts',
    code: "export type { Planted } from './planted.ts'\nexport type Other = 1\n",
  },
  'every-import-resolves': {
    file: 'apps/web/src/planted-styles.ts',
    code: "export { default } from './nowhere.module.css'\n",
  },
  'packages-import-nothing-of-ours': {
    file: 'packages/breath/src/planted-ours.ts',
    code: "export { isUuid } from '../../stream-token/src/index.ts'\n",
  },
  'the-process-runner-imports-settings-only': {
    file: 'packages/process/src/planted-token.ts',
    code: "export { isUuid } from '../../stream-token/src/index.ts'\n",
  },
  'observability-imports-settings-only': {
    file: 'packages/observability/src/planted-token.ts',
    code: "export { isUuid } from '@better-and-bliss/stream-token'\n",
  },
  'the-breath-command-imports-the-process-runner-only': {
    file: 'packages/breath/cli/planted-token.ts',
    code: "export { isUuid } from '@better-and-bliss/stream-token'\n",
  },
  'packages-are-entered-by-their-exports': {
    file: 'apps/edge/src/planted-package.ts',
    code: "export { isUuid } from '../../../packages/stream-token/src/grammar.ts'\n",
  },
  'pure-packages-touch-no-machine': {
    file: 'packages/stream-token/src/planted-machine.ts',
    code: "export { hash } from 'node:crypto'\n",
  },
  'features-do-not-import-their-siblings': {
    file: 'apps/api/src/features/streaming/planted-sibling.ts',
    code: "export { toCard } from '../catalogue/answers.ts'\n",
  },
  'features-import-only-what-they-may': {
    file: 'apps/api/src/features/streaming/planted-compose.ts',
    code: "export { composeApi } from '../../compose/api.ts'\n",
  },
  'only-compose-imports-adapters': {
    file: 'apps/api/src/http/planted-adapter.ts',
    code: "export { localIdentity } from '../adapters/local/identity/identity.ts'\n",
  },
  'only-compose-opens-a-store': {
    file: 'apps/edge/src/planted-store.ts',
    code: "export { diskStore } from '@better-and-bliss/object-store/disk'\n",
  },
  'adapters-import-ports': {
    file: 'apps/api/src/adapters/local/planted-feature.ts',
    code: "export { toCard } from '../../features/catalogue/answers.ts'\n",
  },
  'adapters-do-not-import-each-other': {
    file: 'apps/api/src/adapters/local/ffmpeg/planted-neighbour.ts',
    code: "export { localIdentity } from '../identity/identity.ts'\n",
  },
  'hls-knows-ports-only': {
    file: 'apps/api/src/hls/planted-adapter.ts',
    code: "export { QUIET } from '../adapters/local/ffmpeg/input.ts'\n",
  },
  'members-know-no-feature': {
    file: 'apps/api/src/members/planted-feature.ts',
    code: "export { toUser } from '../features/auth/schemas.ts'\n",
  },
  'mail-knows-no-feature': {
    file: 'apps/api/src/mail/planted-feature.ts',
    code: "export { toUser } from '../features/auth/schemas.ts'\n",
  },
  'ports-and-access-know-no-http': {
    file: 'apps/api/src/ports/planted-http.ts',
    code: "export { createGuard } from '../http/guard.ts'\n",
  },
  'apps-are-entered-by-their-exports': {
    file: 'apps/standalone/src/planted-api.ts',
    code: "export { AppError } from '../../api/src/errors.ts'\n",
  },
  'the-edge-imports-no-other-app': {
    file: 'apps/edge/src/planted-api.ts',
    code: "export { AppError } from '../../api/src/errors.ts'\n",
  },
  'the-web-imports-no-other-app': {
    file: 'apps/web/src/planted-api.ts',
    code: "export { AppError } from '../../api/src/errors.ts'\n",
  },
  'the-api-imports-no-other-app': {
    file: 'apps/api/src/planted-edge.ts',
    code: "export { decide } from '../../edge/src/decide.ts'\n",
  },
  'products-do-not-import-tests': {
    file: 'apps/api/src/planted-test.ts',
    code: "export { testClock } from './testing/test-clock.ts'\n",
  },
  'vendors-of-packages-stream-token-settings-src': {
    file: 'packages/stream-token/src/planted-vendor.ts',
    code: VENDOR,
  },
  'vendors-of-packages-membership-http-payload-encryption-src': {
    file: 'packages/http/src/planted-vendor.ts',
    code: VENDOR,
  },
  'vendors-of-packages-process-src': { file: 'packages/process/src/planted-vendor.ts', code: VENDOR },
  'vendors-of-packages-observability-src': { file: 'packages/observability/src/planted-vendor.ts', code: VENDOR },
  'vendors-of-packages-breath-src': { file: 'packages/breath/src/planted-vendor.ts', code: VENDOR },
  'vendors-of-apps-api-src-access': { file: 'apps/api/src/access/planted-vendor.ts', code: VENDOR },
  'vendors-of-apps-api-src-members-mail-ports': { file: 'apps/api/src/ports/planted-vendor.ts', code: VENDOR },
  'vendors-of-apps-api-src-text': { file: 'apps/api/src/text/planted-vendor.ts', code: VENDOR },
  'vendors-of-apps-api-src-features-auth-campaigns-catalogue-meditation-live-newsletter-personal-data': {
    file: 'apps/api/src/features/streaming/planted-vendor.ts',
    code: VENDOR,
  },
  'vendors-of-apps-api-src-features-auth': { file: 'apps/api/src/features/auth/planted-vendor.ts', code: VENDOR },
  'vendors-of-apps-api-src-features-campaigns': {
    file: 'apps/api/src/features/campaigns/planted-vendor.ts',
    code: VENDOR,
  },
  'vendors-of-apps-api-src-features-newsletter': {
    file: 'apps/api/src/features/newsletter/planted-vendor.ts',
    code: VENDOR,
  },
  'vendors-of-apps-api-src-features-personal-data': {
    file: 'apps/api/src/features/personal-data/planted-vendor.ts',
    code: VENDOR,
  },
  'vendors-of-apps-api-src-features-catalogue': {
    file: 'apps/api/src/features/catalogue/planted-vendor.ts',
    code: VENDOR,
  },
  'vendors-of-apps-api-src-features-meditation-live': {
    file: 'apps/api/src/features/meditation/live/planted-vendor.ts',
    code: VENDOR,
  },
  'vendors-of-apps-api-src-http': { file: 'apps/api/src/http/planted-vendor.ts', code: VENDOR },
  'vendors-of-apps-api-src-db': { file: 'apps/api/src/db/planted-vendor.ts', code: VENDOR },
  'vendors-of-apps-api-src-backup': { file: 'apps/api/src/backup/planted-vendor.ts', code: VENDOR },
  'vendors-of-apps-api-src-compose-exports-ts': { file: 'apps/api/src/planted-vendor.ts', code: VENDOR },
  'vendors-of-apps-api-src-adapters-aws': { file: 'apps/api/src/adapters/aws/planted-vendor.ts', code: VENDOR },
  'vendors-of-apps-api-src-adapters-local': { file: 'apps/api/src/adapters/local/planted-vendor.ts', code: VENDOR },
  'vendors-of-apps-api-src-adapters-mail': { file: 'apps/api/src/adapters/mail/planted-vendor.ts', code: VENDOR },
  'vendors-of-apps-api-src-adapters-memory': { file: 'apps/api/src/adapters/memory/planted-vendor.ts', code: VENDOR },
  'vendors-of-apps-api-src-adapters-redis': { file: 'apps/api/src/adapters/redis/planted-vendor.ts', code: VENDOR },
  'vendors-of-apps-api-src-adapters-push': {
    file: 'apps/api/src/adapters/push/planted-vendor.ts',
    code: VENDOR,
  },
  'vendors-of-apps-api-src-adapters-recaptcha-off': {
    file: 'apps/api/src/adapters/off/planted-vendor.ts',
    code: VENDOR,
  },
  'vendors-of-apps-standalone-src': { file: 'apps/standalone/src/planted-vendor.ts', code: VENDOR },
  'vendors-of-no-list': { file: 'demo/src/planted-vendor.ts', code: VENDOR },
  'vendors-of-packages-viewer-country-src': { file: 'packages/viewer-country/src/planted-vendor.ts', code: VENDOR },
  'vendors-of-packages-object-store-src-disk': { file: 'packages/object-store/src/planted-vendor.ts', code: VENDOR },
  'vendors-of-packages-object-store-s': { file: 'packages/object-store/s3/planted-vendor.ts', code: VENDOR },
  'vendors-of-apps-edge-build-cloudfront': { file: 'apps/edge/cloudfront/planted-vendor.ts', code: VENDOR },
  'vendors-of-apps-edge-nginx': { file: 'apps/edge/nginx/planted-vendor.ts', code: VENDOR },
  'vendors-of-apps-edge-src': { file: 'apps/edge/src/planted-vendor.ts', code: VENDOR },
  'vendors-of-apps-web-src': { file: 'apps/web/src/planted-vendor.ts', code: VENDOR },
  'vendors-of-apps-web-server': { file: 'apps/web/server/planted-vendor.ts', code: VENDOR },
}

/** What a planted file imports, where that must be there too. */
const BESIDE = {
  file: 'apps/api/src/access/planted.ts',
  code: "export type { Other } from './planted-circle.ts'\nexport type Planted = 1\n",
}

/** They compile without the types of Node, and clock, chance and machine are forbidden words in them. */
export const PURE_PACKAGES = ['breath', 'http', 'membership', 'object-store', 'settings', 'stream-token']

/** Breaks the rule of pure packages in every way; each of `findings` must be named, in each package. */
const IMPURE = {
  files: PURE_PACKAGES.map((name) => `packages/${name}/src/planted-impure.ts`),
  code: 'export const planted = [process.pid, Date.now(), Math.random(), performance.now(), fetch, Intl]\n',
  findings: ["'process'", "'Date'", "'Math.random'", "'performance'", "'fetch'", "'Intl'"],
}

/** Reads the environment beside the one reader. */
const OWN_READER = {
  files: [
    'apps/api/src',
    'apps/edge/src',
    'apps/web/server',
    'apps/standalone/src',
    'demo/src',
    'packages/breath/cli',
  ].map((folder) => `${folder}/planted-reader.ts`),
  code:
    "import { env } from 'node:process'\n" +
    'export const planted = [env, process.env.PLANTED, process.loadEnvFile, globalThis.process]\n',
  findings: ["'process.env'", "'process.loadEnvFile'", "'globalThis.process'", "'node:process'"],
}

/** Runs `check` while every import rule is broken once. @returns what it failed to find. */
export async function undetectedImports(check: () => Promise<string>): Promise<string[]> {
  const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
    forbidden: { name: string }[]
  }
  const names = forbidden.map(({ name }) => name)
  const missing = names.filter((name) => !BROKEN_IMPORTS[name]).map((name) => `${name}: nothing is planted for it`)
  const output = await whilePlanted([...Object.values(BROKEN_IMPORTS), BESIDE], check)
  const undetected = names.flatMap((name) => {
    const planted = BROKEN_IMPORTS[name]
    if (!planted) return []
    const targets = planted.code === VENDOR ? VENDOR_FILES : ['']
    return targets.map((target) => `${name}: ${planted.file} → ${target}`).filter((line) => !output.includes(line))
  })
  return [...missing, ...undetected]
}

/** Runs `check` while a pure package reaches for the machine, then while apps read the environment themselves. @returns what it failed to find. */
export async function undetectedImpurity(check: (files: string[]) => Promise<string>): Promise<string[]> {
  const undetected: string[] = []
  for (const { files, code, findings } of [IMPURE, OWN_READER]) {
    const output = await whilePlanted(
      files.map((file) => ({ file, code })),
      () => check(files),
    )
    const timesFound = (finding: string) => output.split(finding).length - 1
    undetected.push(...findings.filter((finding) => timesFound(finding) < files.length))
  }
  return undetected
}

async function whilePlanted(
  planted: readonly { file: string; code: string }[],
  check: () => Promise<string>,
): Promise<string> {
  const paths = planted.map(({ file }) => new URL(`../${file}`, import.meta.url))
  try {
    await Promise.all(paths.map((path, index) => writeFile(path, planted[index]?.code ?? '')))
    return await check()
  } finally {
    await Promise.all(paths.map((path) => rm(path, { force: true })))
  }
}
