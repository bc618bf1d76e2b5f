import { type ReactNode, useEffect, useRef } from 'react'
import { PageTitle } from '../../ui/page-title.tsx'
import { QuietCard } from '../../ui/quiet-card.tsx'

interface LetterCardProps {
  /** Of the page. */
  name: string
  title: string
  lead: ReactNode
  /** Why the last attempt failed. */
  problem?: string | null
  children?: ReactNode
}

/** The layout of pages that links in newsletters lead to. A new title has the focus: something happened. */
export function LetterCard({ name, title, problem = null, ...card }: LetterCardProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  const first = useRef(title)
  useEffect(() => {
    if (title !== first.current) heading.current?.focus()
  }, [title])
  return (
    <>
      <PageTitle>{name}</PageTitle>
      <QuietCard title={title} titleRef={heading} problem={problem} {...card} />
    </>
  )
}
