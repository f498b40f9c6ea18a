// Written by `npm run zones`: CLDR 48.

/** Zones and what their places are called in this language. */
export const cities = `
Asia/Kolkata Calcutta;America/Mexico_City Mexico;Africa/Cairo Le Caire;Asia/Tehran Téhéran;Europe/Moscow Moscou;
Europe/London Londres;Asia/Manila Manille;Asia/Riyadh Riyad;Asia/Ho_Chi_Minh Hô-Chi-Minh-Ville;Asia/Baghdad Bagdad;
Europe/Kyiv Kiev;Europe/Warsaw Varsovie;Asia/Damascus Damas;Asia/Yangon Rangoun;Africa/Algiers Alger;
Asia/Kabul Kaboul;Asia/Singapore Singapour;Europe/Bucharest Bucarest;Asia/Tashkent Tachkent;
Africa/Addis_Ababa Addis-Abeba;Asia/Almaty Alma Ata;America/Havana La Havane;Europe/Brussels Bruxelles;
Europe/Lisbon Lisbonne;Europe/Athens Athènes;Asia/Baku Bakou;America/Santo_Domingo Saint-Domingue;
Africa/Tripoli Tripoli (Libye);Europe/Vienna Vienne;Asia/Yekaterinburg Ekaterinbourg;Asia/Beirut Beyrouth;
Europe/Copenhagen Copenhague;America/Manaus Manaos;Asia/Samarkand Samarcande;America/Puerto_Rico Porto Rico;
Africa/Mogadishu Mogadiscio;Asia/Makassar Macassar;Asia/Novosibirsk Novossibirsk;Asia/Dushanbe Douchanbé;
Asia/Bishkek Bichkek;America/Jamaica Jamaïque;Asia/Yerevan Erevan;Asia/Kuwait Koweït;Asia/Tbilisi Tbilissi;
Asia/Kathmandu Katmandou;Asia/Ulaanbaatar Oulan-Bator;Asia/Muscat Mascate;Europe/Tirane Tirana;
Asia/Ashgabat Achgabat;Asia/Macau Macao;Indian/Mauritius Maurice;Atlantic/Canary Îles Canaries;Asia/Bahrain Bahreïn;
Asia/Aqtobe Aktioubinsk;Africa/El_Aaiun Laâyoune;America/Port_of_Spain Port-dEspagne;
America/St_Johns Saint-Jean de Terre-Neuve;Asia/Chita Tchita;Asia/Hovd Khovd;Asia/Irkutsk Irkoutsk;
Asia/Kamchatka Kamtchatka;Asia/Nicosia Nicosie;Asia/Sakhalin Sakhaline;Atlantic/Cape_Verde Cap-Vert;
Europe/Malta Malte;Indian/Reunion La Réunion;Pacific/Fiji Fidji;Indian/Comoro Comores;America/Cayman Caïmans;
America/St_Lucia Sainte-Lucie;America/St_Thomas Saint-Thomas;America/St_Vincent Saint-Vincent;Europe/Andorra Andorre;
`;
