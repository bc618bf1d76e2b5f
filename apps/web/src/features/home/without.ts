import type { Home } from '@better-and-bliss/sdk'

/** The page without an item that is gone on with or suggested; what comes next takes its place at the top. */
export function withoutItem(home: Home, contentId: string): Home {
  const isOther = ({ item }: { item: { id: string } }) => item.id !== contentId
  const page = { ...home, continue: home.continue.filter(isOther), for_now: home.for_now.filter(isOther) }
  if (page.hero === null || isOther(page.hero)) return page
  const [begun, ...moreBegun] = page.continue
  if (begun) return { ...page, hero: { ...begun, reasons: [] }, continue: moreBegun }
  const [suggestion, ...moreSuggestions] = page.for_now
  if (suggestion) return { ...page, hero: { ...suggestion, place: null }, for_now: moreSuggestions }
  const [featured, ...moreFeatured] = page.featured
  if (featured) return { ...page, hero: { item: featured, place: null, reasons: [] }, featured: moreFeatured }
  const [newest, ...moreNew] = page.new
  if (newest) return { ...page, hero: { item: newest, place: null, reasons: [] }, new: moreNew }
  return { ...page, hero: null }
}
