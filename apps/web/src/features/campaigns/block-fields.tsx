import type { CampaignDraft } from '@better-and-bliss/sdk'
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import styles from './campaigns.module.css'
import { t } from './messages.ts'
import { itemsQuery } from './queries.ts'

type Block = CampaignDraft['blocks'][number]

/** The parts of a campaign, in order. */
export function BlockFields({ blocks, onChange }: { blocks: Block[]; onChange: (blocks: Block[]) => void }) {
  const items = useQuery(itemsQuery()).data?.content ?? []
  const series = [
    ...new Map(items.flatMap((item) => (item.series ? [[item.series.id, item.series.name] as const] : []))),
  ]
  const add = (block: Block) => onChange([...blocks, block])
  const put = (index: number, block: Block) => onChange(blocks.with(index, block))
  const choices = {
    item: items.map(({ id, title }) => ({ value: id, label: title })),
    series: series.map(([value, label]) => ({ value, label })),
  }
  const [firstItem] = choices.item
  const [firstSeries] = choices.series
  return (
    <>
      {blocks.map((block, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts have no name but their place
        <fieldset key={index} className={styles.block}>
          <legend>{t('partIs', { number: index + 1, kind: NAMES[block.kind] })}</legend>
          <OneBlock block={block} choices={choices} onChange={(changed) => put(index, changed)} />
          <div className={styles.actions}>
            {index > 0 && (
              <Button size="xs" variant="default" onClick={() => onChange(moved(blocks, index))}>
                {t('moveUp')}
              </Button>
            )}
            <Button size="xs" variant="default" onClick={() => onChange(blocks.toSpliced(index, 1))}>
              {t('remove')}
            </Button>
          </div>
        </fieldset>
      ))}
      <fieldset className={styles.add}>
        <legend>{t('add')}</legend>
        <Button variant="default" onClick={() => add({ kind: 'text', markdown: '' })}>
          {t('text')}
        </Button>
        {firstItem && (
          <Button variant="default" onClick={() => add({ kind: 'item', content_id: firstItem.value })}>
            {t('item')}
          </Button>
        )}
        {firstSeries && (
          <Button variant="default" onClick={() => add({ kind: 'series', series_id: firstSeries.value })}>
            {t('series')}
          </Button>
        )}
        <Button variant="default" onClick={() => add({ kind: 'button', label: '', url: 'https://' })}>
          {t('button')}
        </Button>
      </fieldset>
    </>
  )
}

const NAMES: Record<Block['kind'], string> = {
  text: t('kindText'),
  item: t('kindItem'),
  series: t('kindSeries'),
  button: t('kindButton'),
}

interface OneBlockProps {
  block: Block
  choices: Record<'item' | 'series', { value: string; label: string }[]>
  onChange: (block: Block) => void
}

function OneBlock({ block, choices, onChange }: OneBlockProps) {
  switch (block.kind) {
    case 'text':
      return (
        <Textarea
          label={t('words')}
          description={t('markdown')}
          autosize={false}
          rows={8}
          value={block.markdown}
          onChange={(event) => onChange({ ...block, markdown: event.currentTarget.value })}
        />
      )
    case 'item':
      return (
        <NativeSelect
          label={t('item')}
          data={choices.item}
          value={block.content_id}
          onChange={(event) => onChange({ ...block, content_id: event.currentTarget.value })}
        />
      )
    case 'series':
      return (
        <NativeSelect
          label={t('series')}
          data={choices.series}
          value={block.series_id}
          onChange={(event) => onChange({ ...block, series_id: event.currentTarget.value })}
        />
      )
    case 'button':
      return (
        <>
          <TextInput
            label={t('label')}
            value={block.label}
            onChange={(event) => onChange({ ...block, label: event.currentTarget.value })}
          />
          <TextInput
            label={t('address')}
            type="url"
            value={block.url}
            onChange={(event) => onChange({ ...block, url: event.currentTarget.value })}
          />
        </>
      )
  }
}

function moved(blocks: Block[], index: number): Block[] {
  const [block] = blocks.slice(index, index + 1)
  return block ? blocks.toSpliced(index, 1).toSpliced(index - 1, 0, block) : blocks
}
