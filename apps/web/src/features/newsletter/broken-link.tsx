import { LetterCard } from './letter-card.tsx'

/** For a link that was not copied whole, or whose subscriber was deleted. */
export function BrokenLink() {
  return (
    <LetterCard
      name="Newsletter"
      title="This link does not work"
      lead="Open it from the mail again, or copy the whole of it. If your data were deleted since, no newsletter goes to you."
    />
  )
}
