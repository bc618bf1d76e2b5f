import { t } from '../language/common.ts'
import styles from './chart.module.css'

interface DataTableProps {
  caption: string
  columns: string[]
  /** The first cell of each is its heading. */
  rows: string[][]
}

/** The same figures as a chart shows, for those who would rather read them. */
export function DataTable({ caption, columns, rows }: DataTableProps) {
  if (rows.length === 0) return null
  return (
    <details className={styles.details}>
      <summary>{t('asTable')}</summary>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <caption className="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([heading, ...cells]) => (
              <tr key={heading}>
                <th scope="row">{heading}</th>
                {cells.map((cell, index) => (
                  <td key={columns[index + 1]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
