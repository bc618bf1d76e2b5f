import { z } from 'zod'

/** The id of a row, as the database writes it: folders, records of acts and comparisons know no other spelling. */
export function rowId(message?: string) {
  return z.guid(message).toLowerCase()
}
