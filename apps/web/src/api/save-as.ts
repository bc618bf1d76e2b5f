/** Hands what an sdk function fetched with `parseAs: 'blob'` to the browser as a file. @throws Error when it is none */
export function saveAs(file: unknown, name: string): void {
  if (!(file instanceof Blob)) throw new Error('The answer is no file')
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
