import { useState } from 'react'
import { Badge, StatusBadge } from '../src/badge.tsx'
import { Button } from '../src/button.tsx'
import { Card } from '../src/card.tsx'
import { Countdown } from '../src/countdown.tsx'
import { EmptyState } from '../src/empty-state.tsx'
import { Notice } from '../src/notice.tsx'
import { SkeletonText } from '../src/skeleton.tsx'
import { Stepper } from '../src/stepper.tsx'
import { Section } from './section.tsx'

export function StatesSample() {
  const [until] = useState(() => new Date(Date.now() + 9 * 60_000))
  return (
    <Section title="States">
      <div className="flex flex-wrap gap-2">
        <StatusBadge of="order" state="awaiting_payment" />
        <StatusBadge of="order" state="paid" />
        <StatusBadge of="order" state="partly_refunded" />
        <StatusBadge of="order" state="expired" />
        <StatusBadge of="order" state="cancelled" />
        <StatusBadge of="event" state="draft" />
        <StatusBadge of="event" state="published" />
        <StatusBadge of="event" state="postponed" />
        <StatusBadge of="ticket" state="valid" />
        <StatusBadge of="ticket" state="used" />
        <StatusBadge of="sale" state="few_left" />
        <StatusBadge of="sale" state="sold_out" />
        <Badge tone="accent">New</Badge>
      </div>
      <div className="flex flex-wrap items-center justify-between gap-4 rounded-lg border border-line bg-raised px-4 py-2">
        <Stepper
          label="Checkout"
          className="grow"
          current="pay"
          steps={[
            { id: 'choose', label: 'Tickets', href: '#main' },
            { id: 'pay', label: 'Payment' },
            { id: 'done', label: 'Done' },
          ]}
        />
        <Countdown until={until} />
      </div>
      <div className="grid gap-3 md:grid-cols-2">
        <Notice title="Your seats are yours until 19:42">Pay by then, or they go back on sale.</Notice>
        <Notice tone="success" title="Paid. See you on Saturday!">
          Two tickets are on their way to ada@example.org.
        </Notice>
        <Notice tone="warning" title="This event was moved to 12 December">
          Your tickets stay valid. You may return them until Friday.
        </Notice>
        <Notice tone="danger" title="Your card was declined" actions={<Button size="sm">Try another card</Button>}>
          Nothing was charged. Your seats are kept for another 6 minutes.
        </Notice>
      </div>
      <div className="grid gap-4 md:grid-cols-2">
        <Card>
          <EmptyState title="No orders yet" action={<Button variant="primary">Share the event</Button>}>
            Orders appear here the moment somebody buys. Share the link to get the first.
          </EmptyState>
        </Card>
        <Card title="Loading">
          <SkeletonText lines={5} />
        </Card>
      </div>
    </Section>
  )
}
