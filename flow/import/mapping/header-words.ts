import type { ImportKindName } from '#contracts/import.ts';

/**
 * What files call the columns that have a place of their own, in English, 简体中文 and 繁體中文; compared in small letters and
 * without spaces and signs. The first of a list is no better than the last.
 */
export const headerWords: { readonly [target: string]: readonly string[] } = {
  userId: [
    ...['userid', 'user', 'uid', 'customerid', 'customer', 'customernumber', 'customerno', 'clientid', 'memberid'],
    ...['membernumber', 'memberno', 'accountid', 'accountnumber', 'contactid', 'buyerid', 'externalid', 'shopperid'],
    ...[
      '用户id',
      '用户编号',
      '用户',
      '会员id',
      '会员编号',
      '会员号',
      '客户id',
      '客户编号',
      '客户号',
      '顾客id',
      '顾客编号',
      '买家id',
    ],
    ...[
      '用戶id',
      '用戶編號',
      '會員id',
      '會員編號',
      '會員號',
      '客戶id',
      '客戶編號',
      '客戶號',
      '顧客id',
      '顧客編號',
      '買家id',
    ],
  ],
  email: [
    ...['email', 'mail', 'emailaddress', 'emailaddr', 'useremail', 'customeremail', 'contactemail', 'buyeremail'],
    ...['邮箱', '电子邮箱', '邮件', '电子邮件', '邮箱地址', '電郵', '電子郵件', '電子郵箱', '信箱', '電子信箱', '郵箱'],
  ],
  phone: [
    ...[
      'phone',
      'mobile',
      'phonenumber',
      'mobilenumber',
      'mobilephone',
      'cell',
      'cellphone',
      'telephone',
      'tel',
      'msisdn',
    ],
    ...['手机', '手机号', '手机号码', '电话', '电话号码', '联系电话', '联系方式', '会员手机', '收货人手机'],
    ...['手機', '手機號碼', '手機號', '電話', '電話號碼', '聯絡電話', '行動電話', '聯繫電話'],
  ],
  anonymousId: [
    'anonymousid',
    'anonid',
    'deviceid',
    'visitorid',
    'cookieid',
    '匿名id',
    '设备id',
    '访客id',
    '設備id',
    '訪客id',
  ],
  'externalIds.wechat_openid': ['openid', 'wechatopenid', 'wxopenid', '微信openid'],
  'externalIds.wechat_unionid': ['unionid', 'wechatunionid', 'wxunionid', '微信unionid'],
  'externalIds.wecom_external_id': ['externaluserid', 'wecomexternalid', '企业微信客户id', '企業微信客戶id'],
  'externalIds.loyalty_card': [
    ...['loyaltycard', 'cardnumber', 'cardno', 'loyaltynumber', 'membershipcard'],
    ...['会员卡号', '会员卡', '卡号', '會員卡號', '會員卡', '卡號'],
  ],
  'externalIds.whatsapp': ['whatsapp', 'whatsappnumber', 'waid'],
  event: [
    'event',
    'eventname',
    'eventtype',
    'action',
    'activity',
    '事件',
    '事件名',
    '事件名称',
    '行为',
    '事件名稱',
    '行為',
  ],
  messageId: ['messageid', 'eventid', 'insertid', 'uuid', '事件id', '消息id', '訊息id'],
  orderId: [
    ...[
      'orderid',
      'order',
      'ordernumber',
      'orderno',
      'invoice',
      'invoiceno',
      'invoicenumber',
      'transactionid',
      'receiptno',
    ],
    ...['订单号', '订单编号', '订单id', '交易号', '小票号', '訂單號', '訂單編號', '訂單號碼', '訂單id', '交易編號'],
  ],
  total: [
    ...['total', 'ordertotal', 'totalprice', 'amount', 'orderamount', 'totalamount', 'grandtotal', 'revenue', 'paid'],
    ...['总金额', '总价', '订单金额', '实付金额', '实付', '支付金额', '金额', '合计'],
    ...['總金額', '總價', '訂單金額', '實付金額', '付款金額', '金額', '合計'],
  ],
  currency: ['currency', 'currencycode', '币种', '货币', '幣別', '幣種', '貨幣'],
  sku: [
    ...[
      'sku',
      'stockcode',
      'productid',
      'productcode',
      'itemid',
      'itemcode',
      'itemnumber',
      'variantsku',
      'lineitemsku',
    ],
    ...['商品编码', '商品编号', '货号', '商品id', '商品編號', '商品編碼', '貨號', '品號'],
  ],
  name: [
    ...['productname', 'itemname', 'product', 'item', 'description', 'lineitemname', 'title'],
    ...['商品名称', '商品', '品名', '商品名', '商品名稱'],
  ],
  quantity: [
    'quantity',
    'qty',
    'units',
    'lineitemquantity',
    'itemquantity',
    '数量',
    '件数',
    '购买数量',
    '數量',
    '件數',
  ],
  price: [
    ...['price', 'unitprice', 'itemprice', 'lineitemprice', 'productprice'],
    ...['单价', '价格', '商品单价', '单品价格', '單價', '價格', '商品單價'],
  ],
};

const timeWords = [
  ...['timestamp', 'time', 'date', 'datetime', 'occurredat', 'eventtime', 'eventdate', '时间', '日期', '時間'],
  ...['发生时间', '事件时间', '發生時間', '事件時間'],
];

/** What names the time of a row, by what the row is; the time that a person was made is a trait of hers and no event. */
export const timeHeaderWords: { readonly [Kind in ImportKindName]: readonly string[] } = {
  customers: ['updatedat', 'lastmodified', 'modifiedat', 'lastupdated', '更新时间', '修改时间', '更新時間', '修改時間'],
  events: [...timeWords, 'createdat', 'created', '创建时间', '建立時間'],
  orders: [
    ...timeWords,
    ...['orderdate', 'ordertime', 'orderedat', 'invoicedate', 'purchasedate', 'purchasedat', 'paidat', 'paymentdate'],
    ...['createdat', 'created', '下单时间', '付款时间', '支付时间', '交易时间', '订单时间', '创建时间'],
    ...['下單時間', '付款時間', '支付時間', '交易時間', '訂單時間', '訂單日期', '建立時間', '建立日期'],
  ],
};

/** Columns whose words are traits that have a name of their own in the product. */
export const traitWords: { readonly [trait: string]: readonly string[] } = {
  firstName: ['firstname', 'givenname', '名', '名字'],
  lastName: ['lastname', 'surname', 'familyname', '姓', '姓氏'],
  name: [
    'name',
    'fullname',
    'customername',
    '姓名',
    '客户姓名',
    '会员姓名',
    '会员名',
    '客戶姓名',
    '會員姓名',
    '會員名',
  ],
  gender: ['gender', 'sex', '性别', '性別'],
  birthday: ['birthday', 'birthdate', 'dateofbirth', 'dob', '生日', '出生日期', '出生年月'],
  city: ['city', 'town', '城市', '所在城市'],
  country: ['country', '国家', '國家', '国家地区', '國家地區'],
  createdAt: ['createdat', 'created', 'signupdate', 'registeredat', '注册时间', '创建时间', '註冊時間', '建立時間'],
};

export function plainHeader(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKC')
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
