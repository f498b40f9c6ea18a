/** A country's rules for phone numbers. */
export interface PhoneCountry {
  /** The country code. */
  code: string;
  /** The prefix of numbers dialled inside the country, left out from abroad; empty if none. */
  trunk: string;
  /** Number of digits after the trunk prefix. */
  min: number;
  max: number;
}

/**
 * Country, country code, `*` if numbers have a leading 0 inside the country, and the number of digits that follow. The
 * lengths are those of landlines and mobiles, from Google's libphonenumber (1.13).
 */
const table =
  '' +
  'AC247 5,AD376 6-9,AE971*8-9,AF93*9,AL355*8-9,AM374*8,AO244 9,AR54*10-11,AT43*6-12,AU61*9,AW297 7,AX358*6-10,' +
  'AZ994*9,BA387*8-9,BD880*6-10,BE32*8-9,BF226 8,BG359*6-9,BH973 8,BI257 8,BJ229 10,BL590*9,BN673 7,BO591*8,BQ599 7,' +
  'BR55*10-11,BT975 7-8,BW267 7-8,BY375*9,BZ501 7,CC61*9,CD243*7-10,CF236 8,CG242 9,CH41*9,CI225 10,CK682 5,CL56 9,' +
  'CM237 9,CN86*9-11,CO57*8-10,CR506 8,CU53*6-10,CV238 7,CW599 7-8,CX61*9,CY357 8,CZ420 9,DE49*6-11,DJ253 8,DK45 8,' +
  'DZ213*8-9,EC593*8-9,EE372 7-8,EG20*8-10,EH212*9,ER291*7,ES34 9,ET251*9,FI358*6-10,FJ679 7,FK500 5,FM691 7,' +
  'FO298 6,FR33*9,GA241 7-8,GB44*9-10,GE995*9,GF594*9,GG44*10,GH233*9,GI350 8,GL299 6,GM220 7-9,GN224 8-9,GP590*9,' +
  'GQ240 9,GR30 10,GT502 8,GW245 9,GY592 7,HK852 8,HN504 8,HR385*8-9,HT509 8,HU36*8-9,ID62*8-12,IE353*7-9,IL972*8-9,' +
  'IM44*10,IN91*10,IO246 7,IQ964*8-10,IR98*10,IS354 7-9,IT39 6-11,JE44*10,JO962*8-9,JP81*9-10,KE254*7-9,KG996*9,' +
  'KH855*8-9,KI686*5-8,KM269 7,KP850*8-10,KR82*8-10,KW965 8,KZ7*10,LA856*8-10,LB961*7-8,LI423*7-9,LK94*9,LR231*7-9,' +
  'LS266 8,LT370*8,LU352 5-9,LV371 8,LY218*9,MA212*9,MC377*8-9,MD373*8,ME382*8,MF590*9,MG261*9,MH692*7,MK389*8,' +
  'ML223 8,MM95*7-10,MN976*8-10,MO853 8,MQ596*9,MR222 8,MT356 8,MU230 7-8,MV960 7,MW265*7-9,MX52 10,MY60*8-10,' +
  'MZ258 8-9,NA264*8-9,NC687 6,NE227 8,NF672 6,NG234*10,NI505 8,NL31*9-11,NO47 8,NP977*8-10,NR674 7,NU683 4-7,' +
  'NZ64*8-10,OM968 8,PA507 7-8,PE51*8-9,PF689 8,PG675 7-8,PH63*6-10,PK92*9-10,PL48 7-9,PM508*6-9,PS970*8-9,PT351 9,' +
  'PW680 7,PY595*7-9,QA974 8,RE262*9,RO40*6-9,RS381*7-10,RU7*10,RW250*8-9,SA966*9,SB677 5-7,SC248 7,SD249*9,' +
  'SE46*7-9,SG65 8,SH290 4-5,SI386*8,SJ47 8,SK421*6-9,SL232*8,SM378 8-10,SN221 9,SO252*6-9,SR597 6-7,SS211*9,' +
  'ST239 7,SV503 8,SY963*8-9,SZ268 8,TA290 4,TD235 8,TG228 8,TH66*8-9,TJ992 9,TK690 4-7,TL670 7-8,TM993*8,TN216 8,' +
  'TO676 5-7,TR90*10,TV688 5-7,TW886*8-9,TZ255*9,UA380*9,UG256*9,UY598*8,UZ998 9,VA39 8-11,VE58*10,VN84*9-10,' +
  'VU678 5-7,WF681 6,WS685 5-10,XK383*8-9,YE967*7-9,YT262*9,ZA27*9,ZM260*9,ZW263*9,' +
  'UK44*9-10';

/** The countries that share +1. */
const americans = 'AG AI AS BB BM BS CA DM DO GD GU JM KN KY LC MP MS PR SX TC TT US VC VG VI';

/** Trunk prefixes other than 0, the most common one. */
const trunks: Readonly<Record<string, string>> = {BY: '8', HU: '06', KZ: '8', RU: '8', TM: '8', MH: '1'};

const american: PhoneCountry = {code: '1', trunk: '', min: 10, max: 10};
const countries = new Map(americans.split(' ').map(name => [name, american]));
const byCode = new Map([['1', american]]);

for (const row of table.split(',')) {
  const [, name = '', code = '', mark, min = '', max = min] = /^(..)(\d+)([ *])(\d+)(?:-(\d+))?$/.exec(row)!;
  const country = {code, trunk: mark === '*' ? (trunks[name] ?? '0') : '', min: Number(min), max: Number(max)};
  countries.set(name, country);
  // Of countries that share a code, the one with the widest range of lengths decides what is valid.
  const other = byCode.get(code);
  if (!other || other.max - other.min < country.max - country.min) byCode.set(code, country);
}

export const countryNamed = (name: string): PhoneCountry | undefined => countries.get(name.toUpperCase());

/** The country with the code at the start of a number; of several, the one with the widest range of lengths. */
export function countryOf(digits: string): PhoneCountry | undefined {
  return [1, 2, 3].map(length => byCode.get(digits.slice(0, length))).find(country => country);
}
