import type { MessageDefinition } from '#contracts/message.ts';
import { button, emailLayout, paragraph, productTile, title } from './email-layout.ts';

type Translations = NonNullable<MessageDefinition['translations']>;

interface Words {
  readonly language: 'zh-Hans' | 'zh-Hant';
  readonly something: string;
  readonly why: string;
  readonly choose: string;
  readonly leave: string;
  /** Subject, preheader, title, paragraph, button. */
  readonly cart: readonly [string, string, string, string, string];
  readonly cartText: string;
  readonly cartPush: readonly [string, string];
  readonly first: readonly [string, string, string, string, string];
  readonly welcome: readonly [string, string, string, string, string];
  readonly miss: readonly [string, string, string, string, string];
  readonly missText: string;
}

const simplified: Words = {
  language: 'zh-Hans',
  something: '您看中的商品',
  why: '您收到此邮件，是因为您是 {{ workspace.name }} 的顾客。',
  choose: '管理订阅',
  leave: '退订',
  cart: [
    '还在考虑{{ event.name | default: "它" }}吗？',
    '购物车已为您保留。',
    '您的购物车还在等您',
    '您有商品尚未结算，我们已原样保留：',
    '返回购物车',
  ],
  cartText: '【{{ workspace.name }}】{{ event.name | default: "商品" }}仍在您的购物车中：',
  cartPush: ['购物车还在等您', '{{ event.name | default: "您看中的商品" }}仍在购物车中。'],
  first: [
    '首单免运费',
    '为您选中的商品，送上一份见面礼。',
    '运费由我们承担',
    '这是您在本店的第一单，运费全免。无需输入优惠码，结算时自动减免。',
    '完成下单',
  ],
  welcome: [
    '欢迎来到 {{ workspace.name }}',
    '有故事的礼物，以及关于我们的三件事。',
    '很高兴认识您',
    '我们挑选让人记住的礼物：给厨房、给孩子、给婚礼，也给平常的一天。两天送达，三十天内免费退货，来信必有真人回复。',
    '查看新品',
  ],
  miss: [
    '许久未为您包装礼物了',
    '店里添了许多新品，来看看吧。',
    '已经两个月了',
    '自您上次下单以来，货架已焕然一新。如果近期有人过生日，正是来看看的好时候。',
    '看看新品',
  ],
  missText: '【{{ workspace.name }}】自您上次光临，店里添了许多新品：',
};

const traditional: Words = {
  language: 'zh-Hant',
  something: '您看中的商品',
  why: '您收到此郵件，是因為您是 {{ workspace.name }} 的顧客。',
  choose: '管理訂閱',
  leave: '取消訂閱',
  cart: [
    '還在考慮{{ event.name | default: "它" }}嗎？',
    '購物車已為您保留。',
    '您的購物車還在等您',
    '您有商品尚未結帳，我們已原樣保留：',
    '返回購物車',
  ],
  cartText: '【{{ workspace.name }}】{{ event.name | default: "商品" }}仍在您的購物車中：',
  cartPush: ['購物車還在等您', '{{ event.name | default: "您看中的商品" }}仍在購物車中。'],
  first: [
    '首單免運費',
    '為您選中的商品，送上一份見面禮。',
    '運費由我們負擔',
    '這是您在本店的第一筆訂單，運費全免。不必輸入優惠碼，結帳時自動折抵。',
    '完成下單',
  ],
  welcome: [
    '歡迎來到 {{ workspace.name }}',
    '有故事的禮物，以及關於我們的三件事。',
    '很高興認識您',
    '我們挑選讓人記住的禮物：給廚房、給孩子、給婚禮，也給平常的一天。兩天送達，三十天內免費退貨，來信必有真人回覆。',
    '查看新品',
  ],
  miss: [
    '許久未為您包裝禮物了',
    '店裡添了許多新品，來看看吧。',
    '已經兩個月了',
    '自您上次下單以來，貨架已煥然一新。如果近期有人過生日，正是來看看的好時候。',
    '看看新品',
  ],
  missText: '【{{ workspace.name }}】自您上次光臨，店裡添了許多新品：',
};

/** What the demo brand's offers say to readers of Chinese, by the id of the message. Orders are confirmed in English. */
export function demoTranslations(shopUrl: string, productUrl: string): ReadonlyMap<string, Translations> {
  const both = (variantsIn: (words: Words) => NonNullable<Translations['zh-Hans']>): Translations => ({
    'zh-Hans': variantsIn(simplified),
    'zh-Hant': variantsIn(traditional),
  });
  return new Map([
    [
      'cart-reminder',
      both((words) => ({
        email: mail(words, words.cart, productUrl, product(words)),
        sms: { text: `${words.cartText}${productUrl}` },
        push: { title: words.cartPush[0], body: words.cartPush[1], url: productUrl },
      })),
    ],
    ['first-order', both((words) => ({ email: mail(words, words.first, productUrl, product(words)) }))],
    ['welcome', both((words) => ({ email: mail(words, words.welcome, shopUrl) }))],
    [
      'win-back',
      both((words) => ({
        email: mail(words, words.miss, shopUrl),
        sms: { text: `${words.missText}${shopUrl}` },
      })),
    ],
  ]);
}

function mail(words: Words, [subject, preheader, heading, text, label]: Words['cart'], url: string, tile = '') {
  const footer = `${words.why}<br>
<a href="{{ links.preferences | raw }}" class="soft" style="color:#7a7067">${words.choose}</a> &nbsp;·&nbsp;
<a href="{{ links.unsubscribe | raw }}" class="soft" style="color:#7a7067">${words.leave}</a>`;
  const body = [title(heading), paragraph(text), tile, button(url, label)].join('\n');
  return { subject, preheader, html: emailLayout(body, footer, words.language), text: '' };
}

function product({ something }: Words): string {
  return productTile(
    `{{ event.name | default: "${something}" }}`,
    '{% if event.quantity > 1 %}{{ event.quantity }} &times; {% endif %}{{ event.price | money: workspace.currency }}',
  );
}
