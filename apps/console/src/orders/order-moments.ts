import {
  Ban,
  Banknote,
  BanknoteX,
  CircleQuestionMark,
  ClockAlert,
  Eye,
  HandCoins,
  Landmark,
  Layers2,
  Link2,
  type LucideIcon,
  Mail,
  MailPlus,
  RotateCcw,
  Scale,
  ShieldAlert,
  ShieldCheck,
  ShieldOff,
  ShoppingBag,
  TicketX,
  TimerOff,
  Undo2,
  Unplug,
  UserPen,
} from 'lucide-react'
import type { OrderDetail } from '../api/orders.ts'

type Told = OrderDetail['timeline'][number]
type DisputeState = OrderDetail['disputes'][number]['state']

/** What the server can tell, a dispute by how it stands, and the mails that stand among it. */
export type MomentKind = Exclude<Told['kind'], 'payment_disputed'> | `dispute_${DisputeState}` | 'mail'

export type MomentLook = { icon: LucideIcon; tone: 'neutral' | 'success' | 'warning' | 'danger' }

/** Every kind has its own; one that the server learns to tell does not compile until it has a look here and a title. */
export const MOMENT_LOOKS: Record<MomentKind, MomentLook> = {
  placed: { icon: ShoppingBag, tone: 'neutral' },
  paid: { icon: Banknote, tone: 'success' },
  expired: { icon: TimerOff, tone: 'warning' },
  cancelled: { icon: Ban, tone: 'danger' },
  payment_failed: { icon: BanknoteX, tone: 'danger' },
  payment_quarantined: { icon: ShieldAlert, tone: 'danger' },
  payment_reviewed: { icon: Eye, tone: 'neutral' },
  late_payment_returned: { icon: ClockAlert, tone: 'warning' },
  surplus_payment_returned: { icon: Layers2, tone: 'warning' },
  refund_requested: { icon: Undo2, tone: 'neutral' },
  refunded: { icon: HandCoins, tone: 'success' },
  refund_failed: { icon: Unplug, tone: 'danger' },
  refund_retried: { icon: RotateCcw, tone: 'neutral' },
  refund_withheld: { icon: Landmark, tone: 'warning' },
  lines_cancelled: { icon: TicketX, tone: 'danger' },
  attendee_changed: { icon: UserPen, tone: 'neutral' },
  resend_requested: { icon: MailPlus, tone: 'neutral' },
  links_requested: { icon: Link2, tone: 'neutral' },
  dispute_inquiry: { icon: CircleQuestionMark, tone: 'warning' },
  dispute_open: { icon: Scale, tone: 'danger' },
  dispute_won: { icon: ShieldCheck, tone: 'success' },
  dispute_lost: { icon: ShieldOff, tone: 'danger' },
  mail: { icon: Mail, tone: 'neutral' },
}

const DISPUTES: readonly DisputeState[] = ['inquiry', 'open', 'won', 'lost']

/** One kind for all of a dispute's states would say nothing: it is told by its state. */
export function momentOf({ kind, data }: Pick<Told, 'kind' | 'data'>): MomentKind {
  return kind === 'payment_disputed' ? `dispute_${DISPUTES.find(state => state === data.state) ?? 'open'}` : kind
}
