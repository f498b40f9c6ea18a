// Written by `npm run zones`: CLDR 48.

/** Zones and what their places are called in this language. */
export const cities = `
Asia/Shanghai Xangai;Asia/Kolkata Calcutá;Asia/Tokyo Tóquio;America/New_York Nova York;Asia/Seoul Seul;
America/Mexico_City Cidade do México;Europe/Istanbul Istambul;Asia/Jakarta Jacarta;Asia/Tehran Teerã;
Europe/Moscow Moscou;Asia/Dhaka Dacca;Europe/London Londres;Europe/Berlin Berlim;Africa/Johannesburg Joanesburgo;
Asia/Riyadh Riade;Asia/Ho_Chi_Minh Cidade de Ho Chi Minh;Asia/Baghdad Bagdá;Europe/Rome Roma;Europe/Madrid Madri;
Europe/Kyiv Kiev;Africa/Khartoum Cartum;Europe/Warsaw Varsóvia;Asia/Damascus Damasco;Asia/Yangon Rangum;
Africa/Algiers Argel;Asia/Kabul Cabul;Asia/Singapore Singapura;America/Guayaquil Guaiaquil;
Europe/Bucharest Bucareste;Africa/Accra Acra;Africa/Addis_Ababa Adis Abeba;Europe/Amsterdam Amsterdã;
Europe/Brussels Bruxelas;Europe/Lisbon Lisboa;Europe/Athens Atenas;Asia/Amman Amã;Europe/Vienna Viena;
Asia/Yekaterinburg Ecaterimburgo;Asia/Beirut Beirute;Europe/Stockholm Estocolmo;Europe/Zurich Zurique;
America/Asuncion Assunção;Europe/Copenhagen Copenhague;Europe/Budapest Budapeste;
America/Port-au-Prince Porto Príncipe;Asia/Samarkand Samarcanda;Africa/Conakry Conacri;
America/Puerto_Rico Porto Rico;Europe/Belgrade Belgrado;Europe/Prague Praga;Africa/Mogadishu Mogadíscio;
Asia/Dushanbe Duchambe;Asia/Qatar Catar;Asia/Kathmandu Katmandu;Europe/Helsinki Helsinque;
Asia/Ulaanbaatar Ulan Bator;Africa/Djibouti Djibuti;America/Montevideo Montevidéu;America/Argentina/Tucuman Tucumã;
Asia/Muscat Mascate;Europe/Tirane Tirana;Asia/Ashgabat Asgabate;Indian/Mauritius Maurício;Atlantic/Canary Canárias;
Asia/Bahrain Bahrein;Europe/Ljubljana Liubliana;Asia/Aqtobe Aktobe;America/Cayenne Caiena;
America/Guadeloupe Guadalupe;America/Martinique Martinica;America/St_Johns Saint Johns;Asia/Hovd Khovd;
Asia/Sakhalin Sacalina;Atlantic/Cape_Verde Cabo Verde;Europe/Kaliningrad Kaliningrado;Indian/Reunion Reunião;
America/Guyana Guiana;Europe/Luxembourg Luxemburgo;Indian/Comoro Comores;Pacific/Tahiti Taiti;
America/St_Lucia Santa Lúcia;America/St_Thomas Saint Thomas;America/St_Vincent São Vicente;
`;
