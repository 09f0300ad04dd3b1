import { useState } from 'react'
import { StatusBadge } from '../src/badge.tsx'
import { Card } from '../src/card.tsx'
import { type Column, DataTable, type Sort } from '../src/data-table.tsx'
import { DateTime } from '../src/date-time.tsx'
import { Money } from '../src/money.tsx'
import { Pagination } from '../src/pagination.tsx'
import { Section } from './section.tsx'

type Row = {
  code: string
  buyer: string
  at: string
  state: 'paid' | 'awaiting_payment' | 'refunded'
  tickets: number
  minor: string
}

const rows: Row[] = [
  { code: '7K3QX', buyer: 'Ada Brightwater', at: '2026-11-20T18:02:00Z', state: 'paid', tickets: 2, minor: '5800' },
  {
    code: 'N9FTB',
    buyer: 'Jonas Müller-Lüdenscheidt',
    at: '2026-11-20T17:40:00Z',
    state: 'awaiting_payment',
    tickets: 1,
    minor: '2900',
  },
  {
    code: 'P4WZE',
    buyer: 'Mireille Okonkwo',
    at: '2026-11-19T09:12:00Z',
    state: 'refunded',
    tickets: 12,
    minor: '134850',
  },
]

const columns: Column<Row>[] = [
  { id: 'buyer', header: 'Buyer', cell: row => row.buyer, primary: true, sortable: true },
  { id: 'code', header: 'Order', cell: row => <span className="figures">{row.code}</span> },
  {
    id: 'at',
    header: 'Placed',
    cell: row => <DateTime at={row.at} zone="Europe/Berlin" format="short" />,
    sortable: true,
  },
  { id: 'state', header: 'State', cell: row => <StatusBadge of="order" state={row.state} /> },
  { id: 'tickets', header: 'Tickets', cell: row => row.tickets, numeric: true, sortable: true },
  {
    id: 'total',
    header: 'Total',
    cell: row => <Money value={{ amount_minor: row.minor, currency: 'EUR' }} />,
    numeric: true,
    sortable: true,
  },
]

export function TableSample() {
  const [sort, setSort] = useState<Sort>({ by: 'at', direction: 'desc' })
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set(['N9FTB']))
  return (
    <Section title="Tables">
      <Card title="Orders" padding="none">
        <DataTable
          caption="Orders of the last two days"
          {...{ columns, rows, sort, selected }}
          rowKey={row => row.code}
          onSortChange={setSort}
          onSelectedChange={setSelected}
          onOpen={() => undefined}
        />
        <Pagination onPrevious={null} onNext={() => undefined} summary="1–3 of 1,204" />
      </Card>
      <Card title="On their way" padding="none">
        <DataTable caption="Orders" columns={columns} rows={[]} rowKey={row => row.code} loading />
      </Card>
    </Section>
  )
}
