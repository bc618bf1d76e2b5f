// Types and lint of this folder, which `npm run check` of the root leaves out: what it imports is installed here alone.
import { spawnSync } from 'node:child_process'

const CHECKS = [
  ['../node_modules/ts7/bin/tsc', '-p', 'tsconfig.json'],
  ['../node_modules/oxlint/bin/oxlint', '--config', 'oxlint.json', '--type-aware', '--deny-warnings'],
]

const results = CHECKS.map((args) => spawnSync(process.execPath, args, { cwd: import.meta.dirname, stdio: 'inherit' }))
process.exitCode = results.every(({ status }) => status === 0) ? 0 : 1
