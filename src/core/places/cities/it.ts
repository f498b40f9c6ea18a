// Written by `npm run zones`: CLDR 48.

/** Zones and what their places are called in this language. */
export const cities = `
Asia/Kolkata Calcutta;America/Sao_Paulo San Paolo;Asia/Seoul Seul;America/Mexico_City Città del Messico;
Asia/Jakarta Giacarta;Africa/Cairo Il Cairo;Asia/Tehran Teheran;Europe/Moscow Mosca;Asia/Dhaka Dacca;
Europe/London Londra;Europe/Berlin Berlino;Asia/Riyadh Riyad;Europe/Paris Parigi;Europe/Rome Roma;Europe/Kyiv Kiev;
Africa/Khartoum Khartum;Europe/Warsaw Varsavia;Asia/Damascus Damasco;Asia/Yangon Rangoon;Africa/Algiers Algeri;
Europe/Bucharest Bucarest;Africa/Addis_Ababa Addis Abeba;Asia/Jerusalem Gerusalemme;America/Havana LAvana;
Europe/Brussels Bruxelles;Europe/Lisbon Lisbona;Europe/Athens Atene;Asia/Yekaterinburg Ekaterinburg;
Europe/Stockholm Stoccolma;Europe/Zurich Zurigo;Africa/Tunis Tunisi;Europe/Copenhagen Copenaghen;
Asia/Samarkand Samarcanda;America/Puerto_Rico Portorico;Europe/Belgrade Belgrado;Europe/Prague Praga;
Africa/Mogadishu Mogadiscio;America/Jamaica Giamaica;Europe/Dublin Dublino;Asia/Ulaanbaatar Ulan Bator;
Africa/Djibouti Gibuti;Europe/Zagreb Zagabria;Asia/Muscat Mascate;Europe/Tirane Tirana;Asia/Macau Macao;
Atlantic/Canary Canarie;Asia/Bahrain Bahrein;Europe/Ljubljana Lubiana;Africa/El_Aaiun El Ayun;Africa/Juba Giuba;
America/Cayenne Caienna;America/Guadeloupe Guadalupa;America/Martinique Martinica;Asia/Chita Čita;Asia/Hovd Khovd;
Asia/Sakhalin Sachalin;Atlantic/Cape_Verde Capo Verde;Europe/Simferopol Sinferopoli;Indian/Reunion La Riunione;
Pacific/Fiji Figi;Europe/Luxembourg Lussemburgo;Indian/Comoro Comore;America/St_Lucia Santa Lucia;
America/St_Thomas Saint Thomas;America/St_Vincent Saint Vincent;
`;
