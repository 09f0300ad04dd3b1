import { type Money, zero } from '@tessera/kernel/money'
import { Button, IconButton } from '@tessera/ui/button'
import { MoneyField } from '@tessera/ui/money-field'
import { TextField } from '@tessera/ui/text-field'
import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'

export type TicketRow = { key: string; name: string; price: Money | null; count: string }

export const newRow = (name: string, currency: string): TicketRow => ({
  key: crypto.getRandomValues(new Uint32Array(1)).join(''),
  name,
  price: zero(currency),
  count: '',
})

/** Whole and positive, or nothing at all, which means no limit. */
export const countOf = (text: string): number | null | 'wrong' => {
  if (text.trim() === '') return null
  const count = Number(text)
  return Number.isInteger(count) && count >= 0 && count <= 10_000_000 ? count : 'wrong'
}

export const isComplete = (row: TicketRow) =>
  row.name.trim() !== '' && row.price !== null && row.price.amountMinor >= 0n && countOf(row.count) !== 'wrong'

type Props = { rows: readonly TicketRow[]; currency: string; onChange: (rows: TicketRow[]) => void; optional: boolean }

/** Name, price and number of each kind of ticket: a line a kind. */
export function TicketRows({ rows, currency, onChange, optional }: Props) {
  const { t } = useTranslation('console')
  const set = (key: string, part: Partial<TicketRow>) =>
    onChange(rows.map(row => (row.key === key ? { ...row, ...part } : row)))
  return (
    <div className="grid gap-4">
      {rows.map((row, index) => (
        <fieldset
          key={row.key}
          className="grid items-end gap-3 rounded-lg border border-line bg-raised p-4 md:grid-cols-[minmax(0,1fr)_9rem_7.5rem_auto]"
        >
          <legend className="sr-only">{t('start.ticket_legend', { n: index + 1 })}</legend>
          <TextField label={t('start.ticket_name')} value={row.name} onValueChange={name => set(row.key, { name })} />
          <MoneyField
            label={t('start.ticket_price')}
            currency={currency}
            value={row.price}
            onValueChange={price => set(row.key, { price })}
          />
          <TextField
            label={t('start.ticket_count')}
            inputMode="numeric"
            placeholder={t('start.ticket_count_none')}
            value={row.count}
            onValueChange={count => set(row.key, { count })}
            error={countOf(row.count) === 'wrong' ? t('field_problem.invalid') : undefined}
          />
          <IconButton
            label={t('start.ticket_remove', { name: row.name })}
            icon={<Trash2 aria-hidden="true" className="size-4!" />}
            disabled={rows.length === 1 && !optional}
            onClick={() => onChange(rows.filter(each => each.key !== row.key))}
            className="justify-self-end"
          />
        </fieldset>
      ))}
      <Button
        icon={<Plus aria-hidden="true" />}
        onClick={() => onChange([...rows, newRow('', currency)])}
        className="justify-self-start"
      >
        {t('start.ticket_add')}
      </Button>
    </div>
  )
}
