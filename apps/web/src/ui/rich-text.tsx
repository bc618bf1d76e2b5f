import styles from './rich-text.module.css'

/** Text with paragraphs, lists and links, as the API has made it of what somebody wrote. */
export function RichText({ html }: { html: string }) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: the API makes it of Markdown, and no tag of it was typed by anybody
  return <div className={styles.text} dangerouslySetInnerHTML={{ __html: html }} />
}
