import { isEasilyGuessed } from '../../access/password-strength.ts'
import { AppError } from '../../errors.ts'

/** @param personal what people call whoever chooses it. @throws AppError `invalid_request` on the field. */
export async function refuseEasilyGuessed(
  password: string,
  { field, personal }: { field: string; personal: string[] },
): Promise<void> {
  if (!(await isEasilyGuessed(password, personal))) return
  const msg = 'is guessed early: it is a common password, name or pattern with little added. Add an unusual word or two'
  throw wrongField(field, msg)
}

export function wrongField(field: string, msg: string): AppError {
  return new AppError('invalid_request', `${field}: ${msg}`, { fields: [{ loc: ['body', field], msg }] })
}
