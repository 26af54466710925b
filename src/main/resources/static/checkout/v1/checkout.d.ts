/**
 * Florin's checkout in a window over your page.
 *
 *     <script src="https://pay.example/checkout/v1/checkout.js" defer></script>
 *
 * defines `PaymentGateway`. This file describes it for editors and TypeScript:
 * `/// <reference path="checkout.d.ts" />`.
 */

/** What onSuccess gets. Anybody can make it up in a browser: check the signature on your server before you believe it. */
interface PaymentResult {
  /** `pay_…` */
  paymentId: string;
  /** `order_…` */
  orderId: string;
  /** Hex HMAC-SHA256 of `orderId|paymentId` under your signing secret, `sgn_…`. */
  signature: string;
}

/** An attempt that has failed. The window stays, and the customer may try again. */
interface PaymentFailure {
  paymentId: string;
  orderId: string;
  /** Stable, such as `card_declined`. */
  code: string;
  /** For the customer, in their language. */
  message: string;
}

interface PaymentGatewayOptions {
  /** The id of your API key, `key_test_…` or `key_live_…`. Never its secret. */
  key: string;
  /** The order to be paid, which your server has created: `order_…`. */
  orderId: string;
  /** What the form begins with. Florin does not keep it. */
  prefill?: {
    /** The name on the card. */
    name?: string;
    method?: 'card' | 'upi';
    /** A UPI address, where your profile lets customers type one. */
    vpa?: string;
  };
  /** `auto`, which goes by the customer's system, if you say nothing. Colour and logo are those of your profile. */
  theme?: 'auto' | 'light' | 'dark' | { scheme?: 'auto' | 'light' | 'dark' };
  /** Once, when the order is paid. The window closes 2.5 seconds later. */
  onSuccess?: (result: PaymentResult) => void;
  /** For every attempt that fails. */
  onFailure?: (failure: PaymentFailure) => void;
  /** When the window has closed, whoever closed it. A payment that was under way goes on: your server is told. */
  onClose?: (how: { completed: boolean }) => void;
}

/**
 * @example
 * new PaymentGateway({ key: 'key_test_…', orderId: 'order_…', onSuccess: (result) => send(result) }).open();
 */
declare class PaymentGateway {
  /** @throws TypeError that names the option at fault */
  constructor(options: PaymentGatewayOptions);
  /**
   * Shows the checkout; nothing if it is open. Where it does not answer within 8 seconds, or may not be shown here, the
   * customer is sent to its page instead, and from there to the order's `return_url`.
   */
  open(): this;
  /** Takes it away; nothing if it is closed. */
  close(): this;
}

interface Window {
  PaymentGateway: typeof PaymentGateway;
}

/**
 * What `<a data-florin-checkout href="{checkout_url}">` tells by events that bubble. Cancel `florin:success` to stay on
 * the page; otherwise the customer goes on to the receipt, and from there to the order's `return_url`.
 */
interface HTMLElementEventMap {
  'florin:success': CustomEvent<PaymentResult>;
  'florin:failure': CustomEvent<PaymentFailure>;
  'florin:close': CustomEvent<{ completed: boolean }>;
}
