import { useEffect } from 'react'

/** Sets the document's title; without words it is the product's name alone. */
export function PageTitle({ children }: { children?: string }) {
  useEffect(() => {
    document.title = children ? `${children} · Better & Bliss` : 'Better & Bliss'
  }, [children])
  return null
}
