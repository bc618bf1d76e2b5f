import { startNginx } from '../nginx-process.ts'

/** A process with an nginx of the folder and on the port that it is given, for tests of how they end. */
const [folder = '', port] = process.argv.slice(2)
const quiet = () => {}
const log = { info: quiet, warn: quiet, error: quiet }
const nginx = await startNginx({ folder, host: '127.0.0.1', port: Number(port), log })
process.send?.({ pid: nginx.pid })
