/** The few parts of Stripe.js that are used here. Its script may only be loaded from Stripe, so there is nothing to install. */
export type StripeJs = {
  elements(options: {
    clientSecret: string
    locale: string
    appearance: { theme: 'stripe' | 'night'; variables: Record<string, string> }
  }): StripeElements
  confirmPayment(options: {
    elements: StripeElements
    confirmParams: { return_url: string }
    redirect: 'if_required'
  }): Promise<{ error?: StripeFailure; paymentIntent?: { status: string } }>
}

export type StripeElements = {
  create(
    kind: 'payment',
    options: { layout: { type: 'accordion'; defaultCollapsed: boolean; radios: boolean } },
  ): StripePaymentElement
}

type StripePaymentElement = {
  mount(place: HTMLElement): void
  destroy(): void
  on(event: 'ready' | 'loaderror', listener: () => void): void
}

/** `validation_error`: a field is not filled in, and says so itself. The message is in the buyer's language. */
export type StripeFailure = { type: string; code?: string; message?: string }

type OpenStripe = (publishableKey: string, options: { stripeAccount?: string; locale: string }) => StripeJs

declare global {
  interface Window {
    Stripe?: OpenStripe
  }
}

/** Stripe names its releases; the server speaks the API of the same name. */
const ADDRESS = 'https://js.stripe.com/dahlia/stripe.js'

let loading: Promise<OpenStripe> | undefined

/** Fetched when somebody pays with Stripe and at no other time. A failed load can be tried again. */
export function loadStripe(): Promise<OpenStripe> {
  loading ??= new Promise<OpenStripe>((resolve, reject) => {
    const script = document.createElement('script')
    const fail = () => {
      script.remove()
      loading = undefined
      reject(new Error('Stripe.js did not load'))
    }
    script.src = ADDRESS
    script.async = true
    script.addEventListener('load', () => (window.Stripe ? resolve(window.Stripe) : fail()))
    script.addEventListener('error', fail)
    document.head.append(script)
  })
  return loading
}
