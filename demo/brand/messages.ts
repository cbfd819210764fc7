import type { MessageDefinition } from '#contracts/message.ts';
import { button, emailLayout, marketingFooter, paragraph, productTile, serviceFooter, title } from './email-layout.ts';
import { demoTranslations } from './translations.ts';

type DemoMessage = Pick<
  MessageDefinition,
  'id' | 'name' | 'purpose' | 'topic' | 'priority' | 'channelOrder' | 'variants' | 'language' | 'translations'
>;

const greeting = '{% if person.firstName %}{{ person.firstName }}, your{% else %}Your{% endif %}';
const cartProduct = productTile(
  '{{ event.name | default: "Something you liked" }}',
  '{% if event.quantity > 1 %}{{ event.quantity }} &times; {% endif %}{{ event.price | money: workspace.currency }}',
);

/** What the demo brand says, in its channels. `shopUrl` is where its links lead. */
export function demoMessages(shopUrl: string): readonly DemoMessage[] {
  // Made from the product's number and not from the event's own address: whoever has the write key, which is public, would
  // choose where a mail of the brand leads.
  const productUrl = `${shopUrl}{% if event.product_id %}/products/{{ event.product_id | url_encode }}{% endif %}`;
  const translations = demoTranslations(shopUrl, productUrl);
  return originals(shopUrl, productUrl).map((message) => {
    const translated = translations.get(message.id);
    return { ...message, language: 'en', ...(translated && { translations: translated }) };
  });
}

function originals(shopUrl: string, productUrl: string): readonly DemoMessage[] {
  return [
    {
      id: 'cart-reminder',
      name: 'Cart reminder',
      purpose: 'marketing',
      topic: 'offers',
      priority: 70,
      // A basket is forgotten within the hour: first what is read at once.
      channelOrder: ['push', 'sms', 'email'],
      variants: {
        email: {
          subject: 'Still thinking about {{ event.name | default: "it" }}?',
          preheader: 'We kept your basket as you left it.',
          html: emailLayout(
            [
              title(`${greeting} basket is waiting`),
              paragraph('You left something behind. We kept it for you, just as you chose it:'),
              cartProduct,
              button(productUrl, 'Back to my basket'),
            ].join('\n'),
            marketingFooter,
          ),
          text: '',
        },
        sms: {
          text: `{{ workspace.name }}: {{ event.name | default: "your basket" }} is still in your basket. ${productUrl}`,
        },
        push: {
          title: 'Your basket is waiting',
          body: '{{ event.name | default: "Something you liked" }} is still in it.',
          url: productUrl,
        },
      },
    },
    {
      id: 'first-order',
      name: 'First order, free delivery',
      purpose: 'marketing',
      topic: 'offers',
      priority: 60,
      channelOrder: ['email', 'push', 'sms'],
      variants: {
        email: {
          subject: 'Your first order comes free of delivery',
          preheader: 'A welcome from us, on what you chose.',
          html: emailLayout(
            [
              title('Let us pay for the delivery'),
              paragraph(
                'It would be your first order with us, so the delivery is on the house. Nothing to type in: it is taken off at the till.',
              ),
              cartProduct,
              button(productUrl, 'Finish my order'),
            ].join('\n'),
            marketingFooter,
          ),
          text: '',
        },
      },
    },
    {
      id: 'welcome',
      name: 'Welcome',
      purpose: 'marketing',
      topic: 'offers',
      priority: 50,
      channelOrder: ['email', 'push', 'sms'],
      variants: {
        email: {
          subject: 'Welcome to {{ workspace.name }}',
          preheader: 'Gifts with a story, and three things to know about us.',
          html: emailLayout(
            [
              title('Good to have you here'),
              paragraph(
                'We look for gifts that one remembers: for kitchens, children, weddings, and for no reason at all.',
              ),
              paragraph(
                '<b>Delivered in two days.</b> Sent back within thirty, free of charge. And a person answers when you write to us.',
              ),
              button(shopUrl, 'See what is new'),
            ].join('\n'),
            marketingFooter,
          ),
          text: '',
        },
      },
    },
    {
      id: 'thank-you',
      name: 'Thank you for your order',
      purpose: 'transactional',
      topic: 'service',
      priority: 90,
      channelOrder: ['email', 'push', 'sms'],
      variants: {
        email: {
          subject: 'Thank you for your order {{ event.order_id }}',
          preheader: 'We are packing it now.',
          html: emailLayout(
            [
              title('Thank you, we are packing it'),
              paragraph('Order {{ event.order_id }} has reached us. You will hear from us when it is on its way.'),
              orderTable,
              button(`${shopUrl}/orders/{{ event.order_id | url_encode }}`, 'See my order'),
            ].join('\n'),
            serviceFooter,
          ),
          text: '',
        },
        push: {
          title: 'Thank you!',
          body: 'Order {{ event.order_id }} is being packed.',
          url: `${shopUrl}/orders/{{ event.order_id | url_encode }}`,
        },
      },
    },
    {
      id: 'win-back',
      name: 'We miss you',
      purpose: 'marketing',
      topic: 'offers',
      priority: 30,
      channelOrder: ['email', 'push', 'sms'],
      variants: {
        email: {
          subject: 'A while since we wrapped something for you',
          preheader: 'A great deal is new. Have a look.',
          html: emailLayout(
            [
              title('It has been two months'),
              paragraph(
                'Since your last order we have filled our shelves anew. If somebody has a birthday soon, this is a good moment to look.',
              ),
              button(shopUrl, 'Show me what is new'),
            ].join('\n'),
            marketingFooter,
          ),
          text: '',
        },
        sms: { text: `{{ workspace.name }}: our shelves are full of new things since your last visit. ${shopUrl}` },
      },
    },
  ];
}

const orderTable = `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:0 0 28px;font:15px/1.5 Helvetica,Arial,sans-serif">
{% for product in event.products limit: 8 %}<tr>
<td class="ink rule" style="padding:10px 0;border-bottom:1px solid #ece6dd;color:#2b2622">{{ product.name }}</td>
<td class="soft rule" align="right" style="padding:10px 0 10px 16px;border-bottom:1px solid #ece6dd;color:#574f48;white-space:nowrap">{{ product.quantity }} &times; {{ product.price | money: event.currency }}</td>
</tr>{% endfor %}
<tr><td class="ink" style="padding:14px 0;font-weight:600;color:#2b2622">Total</td>
<td class="ink" align="right" style="padding:14px 0;font-weight:600;color:#2b2622">{{ event.total | money: event.currency }}</td></tr>
</table>`;
