/** `Träume & Meer, Teil 2` becomes `traume-meer-teil-2`. */
export function toSlug(title: string): string {
  const slug = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 120)
    .replace(/^-+|-+$/g, '')
  return slug || 'untitled'
}
