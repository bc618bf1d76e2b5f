/** For the command that looks at an installation. */
export { type Examined, examine, type Outcome } from '../compose/doctor/check.ts'
export { checksOfApi, checksOfInstallation, checksOfWorker } from '../compose/doctor/checks.ts'
export { diagnoseCognito } from '../compose/doctor/user-pool.ts'
