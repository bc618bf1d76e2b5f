/** For the command that mail servers hand reports to. */
export { takeMailedReport } from '../compose/mail-reports.ts'
