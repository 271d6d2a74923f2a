package io.parley.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/// Made-up office talk, the same in every run: English, Chinese, and both in one message. The n-th word of a list
/// occurs
/// 1/n as often as the first, as words do (Zipf). Each text bears a number that nothing else bears.
final class Vocabulary {

    /// Ten digits, to be overwritten.
    static final String NUMBER = "0000000000";

    private static final int TEXTS = 1024;
    private static final long SEED = 20_261_122;
    private static final int FEWEST_WORDS = 4;
    private static final int MORE_WORDS = 24;

    private static final List<String> ENGLISH = List.of(("order price today please meeting tomorrow warehouse customer "
                    + "delivery invoice contract quality report payment sample shipment factory schedule approval budget "
                    + "discount supplier container inspection certificate drawing tolerance machine assembly packaging "
                    + "deadline signature forecast margin complaint refund warranty revision prototype bracket gearbox "
                    + "spindle coolant turbine calibration customs tariff incoterms ledger audit escrow arbitration")
            .split(" "));
    private static final List<String> CHINESE =
            List.of(("订单 价格 今天 请 会议 明天 仓库 客户 发货 发票 合同 质量 报告 付款 样品 运输 工厂 计划 批准 预算 折扣 供应商 集装箱 "
                            + "检验 证书 图纸 公差 机器 装配 包装 截止日期 签字 预测 利润 投诉 退款 保修 修订 样机 支架 齿轮箱 主轴 冷却液 涡轮 校准 "
                            + "海关 关税 贸易条款 账本 审计 托管 仲裁")
                    .split(" "));

    private Vocabulary() {}

    /// A word of middling frequency in each language.
    static List<String> usual() {
        return List.of(ENGLISH.get(9), ENGLISH.get(12), CHINESE.get(9), CHINESE.get(12));
    }

    static List<String> texts() {
        RandomGenerator random = new Random(SEED);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < TEXTS; i++) {
            texts.add(switch (i % 3) {
                        case 0 -> english(random);
                        case 1 -> chinese(random);
                        default -> english(random) + " " + chinese(random);
                    }
                    + " PO" + NUMBER);
        }
        return texts;
    }

    private static String english(RandomGenerator random) {
        return String.join(" ", words(ENGLISH, random)) + ".";
    }

    private static String chinese(RandomGenerator random) {
        return String.join("", words(CHINESE, random)) + "。";
    }

    private static List<String> words(List<String> from, RandomGenerator random) {
        int count = FEWEST_WORDS + random.nextInt(MORE_WORDS);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(from.get(rank(random, from.size())));
        }
        return words;
    }

    /// ln(rank + 1) is even between 0 and ln(size + 1), so rank n has a share of about 1/n.
    private static int rank(RandomGenerator random, int size) {
        return (int) Math.exp(random.nextDouble() * Math.log(size + 1.0)) - 1;
    }
}
